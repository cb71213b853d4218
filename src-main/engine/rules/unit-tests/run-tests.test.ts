import { describe, expect, it } from 'vitest'
import { loadRuleFiles } from '../rule-file.ts'
import { runRuleTests } from './run-tests.ts'
import { readRuleTestFile } from './test-file.ts'

const rules = `groups:
- name: second
  rules:
  - alert: Late
    expr: site:up:sum < 3
- name: first
  rules:
  - record: site:up:sum
    expr: sum(up)
  - alert: Down
    expr: up == 0
    for: 2m
`

async function failures(tests: string, head = '') {
  const { file, problems } = readRuleTestFile('t.yml', `${head}\ntests:\n${tests}`)
  expect(problems).toEqual([])
  return await runRuleTests(file, loadRuleFiles([{ name: 'r.yml', text: rules }]).groups)
}

const series = `- interval: 1m
  input_series: [{ series: 'up{i="h"}', values: '0 0 0 0 1' }]
`

describe('unit tests of rules', () => {
  it('count only alerts that fire', async () => {
    const expected = (at: string, alerts: string) => `{ eval_time: ${at}, alertname: Down, exp_alerts: ${alerts} }`
    const tests = ['1m', '4m', '5m'].map((at) => expected(at, '[]'))
    const fires = [expected('2m', '[{ exp_labels: { i: h } }]'), expected('3m', '[{ exp_labels: { i: h } }]')]
    expect(await failures(`${series}  alert_rule_test: [${[...tests, ...fires].join(', ')}]\n`)).toEqual([])
  })

  it('judge alerts by the last evaluation before their time', async () => {
    const test = `${series}  alert_rule_test: [{ eval_time: 1m59s, alertname: Down, exp_alerts: [{ exp_labels: { i: h } }] }]\n`
    expect(await failures(test)).toMatchObject([{ kind: 'alert', evalTimeMs: 119_000, got: [] }])
    const later = test.replace('1m59s', '2m59s')
    expect(await failures(later)).toEqual([])
  })

  it('evaluate groups in the order that the file asks for', async () => {
    const test = `${series}  alert_rule_test: [{ eval_time: 0m, alertname: Late, exp_alerts: [{}] }]\n`
    expect(await failures(test)).toHaveLength(1)
    expect(await failures(test, 'group_eval_order: [first, second]')).toEqual([])
  })

  it('compare values exactly, or nearly where the file says so', async () => {
    const test = `- promql_expr_test: [{ expr: vector(0.1) + 0.2, eval_time: 0s, exp_samples: [{ labels: '{}', value: 0.3 }] }]\n`
    expect(await failures(test)).toHaveLength(1)
    expect(await failures(test, 'fuzzy_compare: true')).toEqual([])
    expect(await failures(test.replace('0.3 ', '0.31 '), 'fuzzy_compare: true')).toHaveLength(1)
  })

  it('compare labels, annotations and how many there are', async () => {
    const sample = (labels: string) => `{ labels: '${labels}', value: 0 }`
    const test = (samples: string) =>
      `${series}  promql_expr_test: [{ expr: up, eval_time: 0s, exp_samples: [${samples}] }]\n`
    expect(await failures(test(sample('up{i="h"}')))).toEqual([])
    expect(await failures(test(sample('up{i="x"}')))).toHaveLength(1)
    expect(await failures(test(`${sample('up{i="h"}')}, ${sample('up{i="g"}')}`))).toHaveLength(1)
  })

  it('tell a query that has no answer', async () => {
    const test = '- promql_expr_test: [{ expr: up(, eval_time: 0s }]\n'
    expect(await failures(test)).toMatchObject([{ kind: 'error', what: 'expr: "up("' }])
  })

  it('give templates their external labels and address', async () => {
    const text = `groups: [{ name: g, rules: [{ alert: A, expr: vector(1), annotations: { a: "{{ $externalLabels.site }} {{ $externalURL }}" } }] }]`
    const { groups } = loadRuleFiles([{ name: 'r.yml', text }])
    const { file } = readRuleTestFile(
      't.yml',
      `tests:
- external_labels: { site: 東京 }
  external_url: https://k
  alert_rule_test: [{ eval_time: 0s, alertname: A, exp_alerts: [{ exp_annotations: { a: 東京 https://k } }] }]
`,
    )
    expect(await runRuleTests(file, groups)).toEqual([])
  })

  it.each([
    ['tests: [{ input_series: [{ series: "up{", values: "1" }] }]', 1, 26],
    ['tests: [{ input_series: [{ series: up, values: "1x" }] }]', 1, 26],
    ['tests: [{ promql_expr_test: [{ expr: up, exp_samples: [{ labels: "{a}b", value: 1 }] }] }]', 1, 66],
    ['tests: [{ alert_rule_test: [{ eval_time: soon, alertname: A }] }]', 1, 42],
    ['tests: [{ alert_rule_test: [{ eval_time: 1m }] }]', 1, 29],
    ['tests: [{ nonsense: 1 }]', 1, 11],
    ['tests: nothing', 1, 8],
  ])('refuse %s with its place', (text, line, column) => {
    expect(readRuleTestFile('t.yml', text).problems).toMatchObject([{ file: 't.yml', line, column }])
  })
})
