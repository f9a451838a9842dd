// Runs the SARIF Multitool with its own and GitHub's rules over SARIF files, and fails on errors.
//
//   node scripts/validate-sarif.mjs FILE…
//
// Exit code: 0 no errors, 1 errors, 2 the tool could not be run. It takes 1 s for a small file, minutes for
// thousands of results.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

const PACKAGE = '@microsoft/sarif-multitool@5.7.0'

// Rules that the tool has switched off, but that tell what GitHub takes. GH1004 counts with limits of old.
const SWITCHED_ON = [
  'GH1001.ProvideRequiredLocationProperties',
  'GH1002.InlineThreadFlowLocations',
  'GH1003.ProvideRequiredRegionProperties',
  'GH1005.LocationsMustBeRelativeUrisOrFilePaths',
  'GH1006.ProvideCheckoutPath',
  'GH1007.ProvideFullyFormattedMessageStrings',
]

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('usage: node scripts/validate-sarif.mjs FILE…')
  process.exitCode = 2
} else {
  const folder = mkdtempSync(join(tmpdir(), 'validate-sarif-'))
  try {
    const multitool = findMultitool()
    const config = join(folder, 'rules.xml')
    writeFileSync(config, configuration())
    const errors = files.map((file) => validate(multitool, file, config, join(folder, 'out.sarif')))
    process.exitCode = errors.every((count) => count === 0) ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 2
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The binary itself: the package's own starter goes through a shell, which cuts the list of rule kinds at `;`. */
function findMultitool() {
  const starter = run('npm', [
    'exec',
    '--yes',
    `--package=${PACKAGE}`,
    '--',
    'node',
    '-p',
    "const { realpathSync, existsSync } = require('fs'); const { join, delimiter } = require('path');" +
      "realpathSync(process.env.PATH.split(delimiter).map((f) => join(f, 'sarif-multitool')).find(existsSync))",
  ]).trim()
  const system = { linux: 'linux', darwin: 'darwin', win32: 'win32' }[process.platform]
  const name = system === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool'
  const multitool = join(dirname(starter), '..', `sarif-multitool-${system}`, name)
  if (!existsSync(multitool)) throw new Error(`${PACKAGE} has no program for this system.`)
  return multitool
}

function validate(multitool, file, config, output) {
  rmSync(output, { force: true })
  run(multitool, [
    'validate',
    resolve(file),
    '--rule-kind',
    'Sarif;Ghas',
    '--level',
    'Error;Warning',
    '--config',
    config,
    '--output',
    output,
    '--log',
    'ForceOverwrite',
  ])
  // The exit code is 0 whatever was found.
  const [log] = JSON.parse(readFileSync(output, 'utf8')).runs
  const rules = log.tool.driver.rules ?? []
  const found = (log.results ?? []).map((result) => ({
    level: result.level ?? 'warning',
    line: result.locations?.[0]?.physicalLocation?.region?.startLine ?? 1,
    text: `${result.ruleId}: ${messageOf(result, rules)}`,
  }))
  const broken = (log.invocations ?? []).flatMap((invocation) => [
    ...(invocation.toolExecutionNotifications ?? []),
    ...(invocation.toolConfigurationNotifications ?? []),
  ])
  for (const { level, message } of broken.filter((notification) => notification.level === 'error'))
    found.push({ level, line: 1, text: message?.text ?? 'the tool failed' })
  const shown = found.filter(({ level }) => level === 'error' || level === 'warning')
  for (const { level, line, text } of shown) console.log(`${file}:${line}: ${level}: ${text}`)
  const errors = shown.filter(({ level }) => level === 'error').length
  console.log(`${file}: ${errors} errors, ${shown.length - errors} warnings`)
  return errors
}

function messageOf({ message, ruleId }, rules) {
  if (message.text) return message.text
  const template = rules.find(({ id }) => id === ruleId)?.messageStrings?.[message.id]?.text ?? message.id
  return template.replace(/\{(\d+)\}/g, (whole, index) => message.arguments?.[index] ?? whole)
}

function configuration() {
  const rules = SWITCHED_ON.map(
    (rule) => `<Properties Key="${rule}.Options">
    <Property Key="RuleEnabled" Value="Error" Type="Driver.RuleEnabledState" />
  </Properties>`,
  )
  return `<?xml version="1.0" encoding="utf-8"?>\n<Properties>\n  ${rules.join('\n  ')}\n</Properties>\n`
}

function run(command, args) {
  // The binary brings no data for languages; without this it looks for a library that may not be there.
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' }
  const { status, stdout, stderr, error } = spawnSync(command, args, { env, encoding: 'utf8' })
  if (error || status !== 0) throw new Error(`${command} failed: ${error?.message ?? `${stdout}${stderr}`}`)
  return stdout
}
