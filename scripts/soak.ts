import { appendFileSync, mkdirSync } from 'node:fs'
import { prepare } from './prerequisites.ts'
import { runProgram, tool } from './run-program.ts'

/** Runs the long suites whole instead of samples. The seed is printed and the result kept in out/soak.jsonl. */
const seed = process.env.KURABAN_SEED ?? String(Date.now() % 1_000_000_000)
const missing = prepare()
if (missing.length > 0) {
  console.error(`Missing for the tests:\n- ${missing.join('\n- ')}`)
  process.exit(1)
}
console.log(`soak: seed ${seed} (set KURABAN_SEED to repeat it)`)
const startedAt = new Date()
const code = await runProgram(
  tool('vitest'),
  ['run', '--project', 'unit', '--project', 'system', ...process.argv.slice(2)],
  {
    env: { KURABAN_SOAK: '1', KURABAN_SEED: seed },
  },
)
mkdirSync('out', { recursive: true })
const result = { startedAt, finishedAt: new Date(), seed, passed: code === 0 }
appendFileSync('out/soak.jsonl', `${JSON.stringify(result)}\n`)
process.exitCode = code
