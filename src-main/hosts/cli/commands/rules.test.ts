import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rulesCheckedSchema, rulesTestedSchema } from '#shared/contract/cli/rules.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { runCommandLine } from '../run-command-line.ts'

const good = 'groups:\n- name: a\n  rules:\n  - alert: Down\n    expr: up == 0\n    for: 1m\n'
const bad = 'groups:\n- name: a\n  rules:\n  - alert: Down\n    expr: rate(up) > 0\n'

function testOf(expected: string, evalTime = '1m'): string {
  return `rule_files: ['*.rules.yml']
tests:
- name: one
  input_series: [{ series: 'up{instance="h"}', values: '0 0 0' }]
  alert_rule_test: [{ eval_time: ${evalTime}, alertname: Down, exp_alerts: ${expected} }]
  promql_expr_test: [{ expr: up + 0, eval_time: 1m, exp_samples: [{ labels: '{instance="h"}', value: 0 }] }]
`
}

async function files(texts: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text)
  return folder
}

async function kuraban(...argv: readonly string[]) {
  const printed: string[] = []
  const errors: string[] = []
  const terminal = {
    language: 'en' as const,
    interactive: false,
    environment: {},
    signal: new AbortController().signal,
    print: (line: string) => void printed.push(line),
    printError: (line: string) => void errors.push(line),
    showProgress: () => {},
  }
  const code = await runCommandLine(argv, { terminal, serve: () => Promise.reject(new Error('nobody serves here')) })
  return { code, printed, errors }
}

describe('kuraban rules check', () => {
  it('counts the rules of good files', async () => {
    const folder = await files({ 'a.yml': good })
    const file = join(folder, 'a.yml')
    expect(await kuraban('rules', 'check', file)).toEqual({
      code: 0,
      printed: [`Checking ${file}`, '  SUCCESS: 1 rules found', ''],
      errors: [],
    })
  })

  it('names file, line and column of a mistake, and fails', async () => {
    const folder = await files({ 'a.yml': good, 'b.yml': bad })
    const { code, printed, errors } = await kuraban('rules', 'check', join(folder, 'a.yml'), join(folder, 'b.yml'))
    expect(code).toBe(1)
    expect(printed).toContain('  SUCCESS: 1 rules found')
    expect(errors).toEqual([
      '  FAILED:',
      expect.stringContaining(`${join(folder, 'b.yml')}:5:16: could not parse expression`),
    ])
  })

  it('tells of rules that are there twice, which is no failure', async () => {
    const folder = await files({ 'a.yml': `${good}  - alert: Down\n    expr: up == 1\n` })
    const { code, errors } = await kuraban('rules', 'check', join(folder, 'a.yml'))
    expect({ code, errors }).toEqual({ code: 0, errors: ['  WARNING: duplicate rule: Down'] })
  })

  it('prints one document with --json', async () => {
    const folder = await files({ 'b.yml': bad })
    const { code, printed } = await kuraban('rules', 'check', join(folder, 'b.yml'), '--json')
    expect(code).toBe(1)
    expect(rulesCheckedSchema.parse(JSON.parse(printed.join('\n')))).toMatchObject({
      ok: false,
      files: [{ rules: 0, problems: [{ line: 5, column: 16 }] }],
    })
  })

  it('says which file cannot be read', async () => {
    const { code, errors } = await kuraban('rules', 'check', '/nowhere/a.yml')
    expect(code).toBe(2)
    expect(errors.join('\n')).toContain('/nowhere/a.yml')
  })
})

describe('kuraban rules test', () => {
  it('succeeds where the rules do what the tests say', async () => {
    const folder = await files({ 'a.rules.yml': good, 't.yml': testOf('[{ exp_labels: { instance: h } }]') })
    const { code, printed, errors } = await kuraban('rules', 'test', join(folder, 't.yml'))
    expect({ code, errors }).toEqual({ code: 0, errors: [] })
    expect(printed).toEqual([`Unit Testing:  ${join(folder, 't.yml')}`, '  SUCCESS', ''])
  })

  it('shows what was expected and what came', async () => {
    const folder = await files({ 'a.rules.yml': good, 't.yml': testOf('[]') })
    const { code, errors } = await kuraban('rules', 'test', join(folder, 't.yml'))
    expect(code).toBe(1)
    expect(errors).toEqual([
      '  FAILED:',
      '    name: one,',
      '    alertname: Down, time: 1m,',
      '        exp: nil',
      '        got: Labels:{alertname="Down", instance="h"} Annotations:{}',
    ])
  })

  it('tells mistakes in the test and in the rules it names', async () => {
    const folder = await files({ 'a.rules.yml': bad, 't.yml': testOf('[]'), 'u.yml': 'testz: []\n' })
    const { code, errors } = await kuraban('rules', 'test', join(folder, 't.yml'), join(folder, 'u.yml'))
    expect(code).toBe(1)
    expect(errors).toContainEqual(expect.stringContaining('a.rules.yml:5:16: could not parse expression'))
    expect(errors).toContainEqual(expect.stringContaining('u.yml:1:1: field testz is not known in a test file'))
  })

  it('prints one document with --json, numbers that JSON lacks as texts', async () => {
    const test = `rule_files: ['*.rules.yml']\ntests:\n- promql_expr_test: [{ expr: vector(0) / 0, eval_time: 0s, exp_samples: [] }]\n`
    const folder = await files({ 'a.rules.yml': good, 't.yml': test })
    const { code, printed } = await kuraban('rules', 'test', join(folder, 't.yml'), '--json')
    expect(code).toBe(1)
    expect(rulesTestedSchema.parse(JSON.parse(printed.join('\n')))).toMatchObject({
      ok: false,
      files: [{ failures: [{ kind: 'expression', expected: [], got: [{ labels: {}, value: 'NaN' }] }] }],
    })
  })

  it('warns of a pattern that no rule file fits', async () => {
    const folder = await files({ 't.yml': testOf('[]') })
    const { errors } = await kuraban('rules', 'test', join(folder, 't.yml'))
    expect(errors[0]).toContain('no file match pattern *.rules.yml')
  })

  it('stops a test that would never end', async () => {
    const folder = await files({ 'a.rules.yml': good, 't.yml': testOf('[]', '500y') })
    const { code, errors } = await kuraban('rules', 'test', join(folder, 't.yml'))
    expect(code).toBe(1)
    expect(errors.join('\n')).toContain('too far away')
  })
})
