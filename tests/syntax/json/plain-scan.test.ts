import { expect, test, vi } from 'vitest'

// All that is tested of the splitter, where there is no WebAssembly.
vi.stubGlobal('WebAssembly', undefined)
const { giveBack, takeScanner } = await import('../../../src/syntax/json/scanner.ts')
const { PlainScan } = await import('../../../src/syntax/json/plain-scan.ts')
await import('./splitter.test.ts')
await import('./scanner.test.ts')

test('the scan is the plain one', () => {
  const scanner = takeScanner(null, [])
  expect(scanner.state).toBeInstanceOf(PlainScan)
  giveBack(scanner)
})
