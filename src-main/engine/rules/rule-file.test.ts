import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadRuleFiles } from './rule-file.ts'

const load = (text: string) => loadRuleFiles([{ name: 'site.yml', text }])

function ruleFile(rule: string, group = ''): string {
  return `groups:\n- name: one\n${group}  rules:\n${rule}`
}

describe('rule files', () => {
  it('become groups of recording and alerting rules', () => {
    const { groups, problems } = load(`
groups:
  - name: one
    interval: 1m30s
    limit: 10
    query_offset: 5s
    labels: { team: storage, level: 1 }
    rules:
      - record: job:up:sum
        expr: sum by (job) (up)
      - alert: Down
        expr: up == 0
        for: 5m
        keep_firing_for: 1m
        labels: { severity: critical, team: other }
        annotations:
          summary: "{{ $labels.instance }} is down"
`)
    expect(problems).toEqual([])
    expect(groups).toMatchObject([
      {
        file: 'site.yml',
        name: 'one',
        intervalMs: 90_000,
        limit: 10,
        queryOffsetMs: 5000,
        rules: [
          {
            kind: 'recording',
            name: 'job:up:sum',
            expression: 'sum by (job) (up)',
            labels: { team: 'storage', level: '1' },
          },
          {
            kind: 'alerting',
            name: 'Down',
            forMs: 300_000,
            keepFiringForMs: 60_000,
            labels: { severity: 'critical', team: 'other' },
            position: { line: 11, column: 9 },
          },
        ],
      },
    ])
  })

  it('can be handed to another thread', () => {
    const { groups } = load(ruleFile('  - alert: Down\n    expr: up == 0\n'))
    expect(structuredClone(groups)).toEqual(groups)
  })

  it('may be empty', () => {
    expect(load('')).toEqual({ groups: [], problems: [] })
    expect(load('groups: []')).toEqual({ groups: [], problems: [] })
  })

  it('count all together or not at all', () => {
    const good = { name: 'good.yml', text: ruleFile('  - record: a\n    expr: up\n') }
    const bad = { name: 'bad.yml', text: ruleFile('  - record: a\n    expr: up(\n') }
    expect(loadRuleFiles([good]).groups).toHaveLength(1)
    const { groups, problems } = loadRuleFiles([good, bad])
    expect(groups).toEqual([])
    expect(problems).toMatchObject([{ file: 'bad.yml' }])
  })

  it.each([
    ['an unknown key', '  - alert: A\n    expr: up\n    forr: 5m\n', 6, 5, 'field forr is not known in a rule'],
    [
      'an unknown key of the group',
      '  - record: a\n    expr: up\n  intervall: 1m\n',
      6,
      3,
      'field intervall is not known in a group',
    ],
    ['a rule with two names', '  - alert: A\n    record: a\n    expr: up\n', 4, 5, "only one of 'record' and 'alert'"],
    ['a rule without a name', '  - expr: up\n', 4, 5, "one of 'record' or 'alert'"],
    ['a rule without an expression', '  - alert: A\n', 4, 5, "field 'expr' must be set"],
    ['a wrong expression', '  - alert: A\n    expr: rate(foo) > 1\n', 5, 16, 'expected type range vector'],
    ['a wrong expression in quotes', '  - alert: A\n    expr: "rate(foo) > 1"\n', 5, 17, 'expected type range vector'],
    ['a wrong line of a block', '  - alert: A\n    expr: |\n      sum(\n        up +) > 1\n', 7, 13, 'unexpected'],
    ['a wrong expression over several lines', '  - alert: A\n    expr: sum(\n      up +)\n', 5, 11, 'unexpected'],
    [
      'a wrong duration',
      '  - alert: A\n    expr: up\n    for: 5 minutes\n',
      6,
      10,
      'not a valid duration string: "5 minutes"',
    ],
    [
      'an interval of nothing',
      '  - record: a\n    expr: up\n  interval: 0s\n',
      6,
      13,
      'an interval must be longer than 0',
    ],
    ['a wrong name of a series', '  - record: a b\n    expr: up\n', 4, 13, 'invalid recording rule name: a b'],
    ['a wrong label', '  - record: a\n    expr: up\n    labels: { "a-b": c }\n', 6, 22, 'invalid label name: a-b'],
    [
      'a label that is the name',
      '  - record: a\n    expr: up\n    labels: { __name__: c }\n',
      6,
      25,
      'invalid label name: __name__',
    ],
    [
      'annotations of a recording',
      '  - record: a\n    expr: up\n    annotations: { b: c }\n',
      6,
      18,
      "invalid field 'annotations' in recording rule",
    ],
    [
      'waiting of a recording',
      '  - record: a\n    expr: up\n    for: 1m\n',
      6,
      10,
      "invalid field 'for' in recording rule",
    ],
    [
      'a template with an unknown variable',
      '  - alert: A\n    expr: up\n    annotations:\n      a: "x {{ $y }}"\n',
      7,
      16,
      'a: undefined variable "$y"',
    ],
    [
      'a template in a label',
      '  - alert: A\n    expr: up\n    labels:\n      a: "{{ nope }}"\n',
      7,
      14,
      'a: function "nope" not defined',
    ],
    ['labels that are a list', '  - record: a\n    expr: up\n    labels: [a]\n', 6, 13, 'labels must be a mapping'],
    ['broken YAML', '  - record: [a\n', 5, 1, 'Flow sequence in block collection'],
    ['a key given twice', '  - record: a\n    record: b\n    expr: up\n', 5, 5, 'Map keys must be unique'],
  ])('refuse %s and say where it stands', (_what, rule, line, column, message) => {
    const { groups, problems } = load(ruleFile(rule))
    expect(groups).toEqual([])
    expect(problems).toContainEqual(
      expect.objectContaining({ line, column, message: expect.stringContaining(message) }),
    )
  })

  it('refuse two groups of one name, and groups without one', () => {
    const { problems } = load('groups:\n- name: a\n- name: a\n- rules: []\n')
    expect(problems.map(({ line }) => line)).toEqual([3, 4])
  })

  it('refuse more than one document', () => {
    expect(load('groups: []\n---\ngroups: []\n').problems).toHaveLength(1)
  })

  it('tell every mistake, not only the first', () => {
    expect(load(ruleFile('  - alert: A\n    expr: up(\n    for: x\n    labels: { "1": a }\n')).problems).toHaveLength(3)
  })

  it('stop aliases that multiply', () => {
    const text = `groups:\n- name: a\n  rules:\n  - record: a\n    expr: &e up\n${'  - { record: a, expr: *e }\n'.repeat(200)}`
    expect(load(text).problems.some(({ message }) => message === 'too many aliases')).toBe(true)
  })

  it('are read or refused, whatever they hold', () => {
    const shipped = readFileSync(join(import.meta.dirname, '../../../resources/monitoring/rules/security.yml'), 'utf8')
    const cut = fc.tuple(fc.nat(shipped.length), fc.nat(30), fc.string({ maxLength: 5 }))
    fc.assert(
      fc.property(cut, ([at, length, put]) => {
        const { groups, problems } = load(shipped.slice(0, at) + put + shipped.slice(at + length))
        expect(groups.length === 0 || problems.length === 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
