import { runProgram, tool } from './run-program.ts'

/** Every static check, each by the tool that knows it best; all run, so that one look shows everything. */
const checks: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['types', tool('tsc'), ['-b']],
  ['lint and format', tool('biome'), ['check', '--error-on-warnings', '.']],
  ['boundaries', process.execPath, ['scripts/check-boundaries.ts']],
  ['file sizes', process.execPath, ['scripts/check-file-sizes.ts']],
  ['regular expressions', process.execPath, ['scripts/check-regular-expressions.ts']],
  ['unused code', tool('knip'), []],
]

const failed: string[] = []
for (const [name, command, args] of checks) {
  console.log(`check: ${name}`)
  if ((await runProgram(command, args)) !== 0) failed.push(name)
}
if (failed.length > 0) {
  console.error(`check: failed: ${failed.join(', ')}`)
  process.exitCode = 1
}
