import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runScript } from './promql/run-script.ts'

/** Cases of each file: those that pass, and those that need native histograms or what Prometheus calls experimental. */
const counts: Readonly<Record<string, { readonly passed: number; readonly skipped: number }>> = {
  'aggregators.test': { passed: 123, skipped: 37 },
  'collision.test': { passed: 2, skipped: 0 },
  'functions.test': { passed: 262, skipped: 169 },
  'literals.test': { passed: 25, skipped: 0 },
  'operators.test': { passed: 142, skipped: 72 },
  'range_queries.test': { passed: 15, skipped: 3 },
  'selectors.test': { passed: 31, skipped: 0 },
  'staleness.test': { passed: 17, skipped: 0 },
  'trig_functions.test': { passed: 19, skipped: 0 },
}

function folder(): string {
  const root = process.env.KURABAN_CONFORMANCE
  if (root === undefined) throw new Error('KURABAN_CONFORMANCE names no folder')
  return join(root, 'promql')
}

describe("Prometheus's own cases", () => {
  it('are all counted here', () => {
    const scripts = readdirSync(folder()).filter((name) => name.endsWith('.test'))
    expect(scripts.sort()).toEqual(Object.keys(counts))
  })

  it.each(Object.entries(counts))('get the answers they expect: %s', async (name, { passed, skipped }) => {
    const outcome = await runScript(readFileSync(join(folder(), name), 'utf8'))
    const left = [...outcome.skipped].map(([reason, cases]) => `${reason}: ${cases.length}`)
    console.log(`${name}: passed ${outcome.passed}, failed ${outcome.failures.length}, skipped ${left.join(', ') || 0}`)
    expect(outcome.failures).toEqual([])
    expect(outcome.passed).toBe(passed)
    expect([...outcome.skipped.values()].flat()).toHaveLength(skipped)
    expect([...outcome.skipped.keys()].every((reason) => /^(native histograms|experimental: )/.test(reason))).toBe(true)
  })
})

describe('a script that expects something else', () => {
  it.each([
    ['a wrong value', 'eval instant at 1m up\n  up 3', /expected/],
    ['a missing series', 'eval instant at 1m up\n  up 2\n  down 1', /missing/],
    ['a surplus series', 'eval instant at 1m up', /too much/],
    ['an error', 'eval instant at 1m up\n  expect fail', /expected an error/],
    ['no error', 'eval instant at 1m up + on() {__name__=~"up|other"}', /duplicate series/],
    ['another message', 'eval instant at 1m topk(NaN, up)\n  expect fail msg: no', /expected error no/],
    ['a warning', 'eval instant at 1m up\n  expect warn\n  up 2', /no warn/],
    ['no note', 'eval instant at 1m rate(up[3m])\n  expect no_info', /unexpected info/],
    [
      'another order',
      'eval instant at 1m sort({__name__=~"up|other"})\n  expect ordered\n  other 7\n  up 2',
      /not at place 1/,
    ],
    ['a line that is none', 'measure up', /unknown command/],
    ['a query that is none', 'eval instant at 1m up +\n  up 2', /unexpected end of input/],
    ['a scalar', 'eval instant at 1m 1 + 1\n  3', /expected 3/],
    ['another range', 'eval range from 0 to 1m step 1m up\n  up 1 3', /expected/],
  ])('fails: %s', async (_, script, reason) => {
    const { passed, failures } = await runScript(`load 1m\n  up 1 2\n  other 6 7\n\n${script}\n`)
    expect(failures.join()).toMatch(reason)
    expect(passed).toBe(0)
  })
})
