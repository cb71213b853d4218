import { describe, expect, it } from 'vitest'
import { loadRuleFiles } from './rule-file.ts'
import { applyTunings, tunable } from './tuning.ts'

const threshold = (expression: string) => tunable({ forMs: 0, expression }).threshold

function tuned(expression: string, value: number): string | undefined {
  const { groups } = loadRuleFiles([
    { name: 'a.yml', text: JSON.stringify({ groups: [{ name: 'g', rules: [{ alert: 'A', expr: expression }] }] }) },
  ])
  return applyTunings(groups, [{ group: 'g', rule: 'A', threshold: value }]).groups[0]?.rules[0]?.expression
}

describe('what can be tuned', () => {
  it.each([
    ['up == 0', '==', 0],
    ['(a / b) < 0.1 and c == 0', '<', 0.1],
    ['a > -5', '>', -5],
    ['0.9 < a', '<', 0.9],
    ['((a > (3)))', '>', 3],
    ['a > 1e6 unless on (x) b > 2', '>', 1e6],
    ['a > bool 2', '>', 2],
  ])('is the number in the outermost comparison of %s', (expression, operator, value) => {
    expect(threshold(expression)).toEqual({ operator, value })
  })

  it.each([['a > b'], ['vector(1)'], ['absent(a)'], ['a > 2 * b'], ['sum(a > 2)'], ['a > 1 or b > 2']])(
    'is nothing in %s',
    (expression) => {
      expect(threshold(expression)).toBeUndefined()
    },
  )

  it.each([
    ['up == 0', 1, 'up == 1'],
    ['(a / b) < 0.1 and c == 0', 0.25, '(a / b) < 0.25 and c == 0'],
    ['a > -5', -7.5, 'a > -7.5'],
    ['a > (3)', 4, 'a > 4'],
    ['0.9 < a', 0.5, '0.5 < a'],
  ])('of %s becomes %s in place', (expression, value, expected) => {
    expect(tuned(expression, value)).toBe(expected)
  })

  it('leaves rules alone whose expression has no such number, or that get no number', () => {
    expect(tuned('a > b', 1)).toBe('a > b')
    expect(tuned('a > 1', Number.NaN)).toBe('a > 1')
  })

  it('changes how long a rule waits, and tells tunings that fit nothing', () => {
    const { groups } = loadRuleFiles([
      { name: 'a.yml', text: 'groups: [{ name: g, rules: [{ alert: A, expr: up, for: 1m }] }]' },
    ])
    const stray = { group: 'g', rule: 'Gone', forMs: 1 }
    const result = applyTunings(groups, [{ group: 'g', rule: 'A', forMs: 0 }, stray])
    expect(result.groups[0]?.rules[0]).toMatchObject({ forMs: 0 })
    expect(result.unused).toEqual([stray])
  })
})
