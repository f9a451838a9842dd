#!/usr/bin/env node
import module from 'node:module'

// Where Node can keep compiled code, the next start is quicker.
if ('enableCompileCache' in module && typeof module.enableCompileCache === 'function')
  module.enableCompileCache()
const { run } = await import('./run.ts')

process.exitCode = await run(process)
