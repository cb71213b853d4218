import { existsSync, readdirSync } from 'node:fs'
import { prepare } from './prerequisites.ts'
import { runProgram, tool } from './run-program.ts'

const allowMissing = process.argv.includes('--allow-missing')
const inCi = process.env.CI === 'true'
const conformance = process.env.KURABAN_CONFORMANCE ?? ''
const hasConformance = conformance !== '' && existsSync(conformance) && readdirSync(conformance).length > 0

interface Stage {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
}

const vitest = (...projects: string[]): Stage => ({
  name: `tests: ${projects.join(', ')}`,
  command: tool('vitest'),
  args: ['run', ...projects.flatMap((project) => ['--project', project])],
})

const stages: readonly Stage[] = [
  { name: 'static checks', command: process.execPath, args: ['scripts/check.ts'] },
  { name: 'build', command: process.execPath, args: ['scripts/build.ts'] },
  vitest('unit'),
  vitest('system'),
  ...(hasConformance ? [vitest('conformance')] : []),
  {
    name: 'end-to-end tests',
    command: tool('playwright'),
    args: ['test', '--config', 'test/e2e/playwright.config.ts'],
  },
]

function refuse(reason: string): never {
  console.error(reason)
  process.exit(1)
}

const missing = prepare()
const notTested = [...missing]
if (missing.length > 0 && !allowMissing)
  refuse(`Missing for the tests:\n- ${missing.join('\n- ')}\nInstall it, or run with --allow-missing.`)
if (!hasConformance) {
  if (inCi) refuse('KURABAN_CONFORMANCE names no folder with data: in CI that is a failure.')
  notTested.push("other people's test data: set KURABAN_CONFORMANCE to the folder that holds it")
}

const failed: string[] = []
for (const stage of stages) {
  console.log(`\n== ${stage.name}`)
  const startedAt = performance.now()
  const code = await runProgram(stage.command, stage.args)
  console.log(
    `== ${stage.name}: ${code === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
  )
  if (code !== 0) failed.push(stage.name)
}
for (const what of notTested) console.log(`not tested: ${what}`)
for (const name of failed) console.error(`failed: ${name}`)
console.log(`stages: ${stages.length - failed.length} passed, ${failed.length} failed`)
process.exitCode = failed.length === 0 ? 0 : 1
