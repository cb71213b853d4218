import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { runScript } from './run-script.ts'

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('usage: npm run -s conformance:promql -- FILE...')
  process.exit(2)
}

let hasFailed = false
for (const file of files) {
  const { passed, failures, skipped } = await runScript(readFileSync(file, 'utf8'))
  const left = [...skipped.values()].reduce((total, cases) => total + cases.length, 0)
  console.log(`${basename(file)}: passed ${passed}, failed ${failures.length}, skipped ${left}`)
  for (const failure of failures) console.log(`  failed ${failure}`)
  for (const [reason, cases] of skipped) {
    console.log(`  skipped ${cases.length}: ${reason}`)
    for (const one of cases) console.log(`    ${one}`)
  }
  hasFailed ||= failures.length > 0
}
process.exitCode = hasFailed ? 1 : 0
