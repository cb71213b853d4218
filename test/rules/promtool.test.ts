import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateInstant, formatLabels, parseSeriesNotation } from '#main/engine/promql/index.ts'
import {
  loadRuleFiles,
  type RuleContext,
  RuleGroupEvaluator,
  readRuleTestFile,
  runRuleTests,
} from '#main/engine/rules/index.ts'
import { MemorySeries } from '#main/engine/rules/unit-tests/memory-series.ts'
import { Labels } from '#main/engine/timeseries/index.ts'
import { runToEnd } from '#test/fixtures/programs.ts'
import { temporaryFolder } from '#test/fixtures/temporary-folder.ts'
import { type RandomSite, randomSite, tickMs, ticks } from './random-rules.ts'

const shipped = join(import.meta.dirname, '../../resources/monitoring/rules')
const units = join(import.meta.dirname, 'units')
const pathsIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name))
const readAll = (paths: readonly string[]) => paths.map((name) => ({ name, text: readFileSync(name, 'utf8') }))

describe('the rules that are shipped', () => {
  it('are good in the eyes of promtool', async () => {
    const { code, stdout, stderr } = await runToEnd('promtool', ['check', 'rules', ...pathsIn(shipped)])
    expect(code, stdout + stderr).toBe(0)
  })

  it('do what their unit tests say, here and in promtool', async () => {
    const { code, stdout, stderr } = await runToEnd('promtool', ['test', 'rules', ...pathsIn(units)])
    expect(code, stdout + stderr).toBe(0)
    for (const { name, text } of readAll(pathsIn(units))) {
      const { file, problems } = readRuleTestFile(name, text)
      expect(problems).toEqual([])
      const { groups } = loadRuleFiles(readAll(file.ruleFiles.map((path) => join(units, path))))
      expect(await runRuleTests(file, groups)).toEqual([])
    }
  })
})

/** Ranges of 2.42 hold both their ends. */
const context: RuleContext = {
  externalLabels: Labels.empty,
  externalUrl: '',
  noDataHoldMs: 0,
  query: { leftClosed: true, defaultSubqueryStepMs: tickMs },
}

interface AlertExpectation {
  readonly eval_time: string
  readonly alertname: string
  readonly exp_alerts: readonly { readonly exp_labels: unknown; readonly exp_annotations: unknown }[]
}

/** What we make of a site, written as expectations for promtool; undefined where a rule of it cannot be evaluated. */
async function expectations({ groups, series }: RandomSite) {
  const loaded = loadRuleFiles([{ name: 'rules.yml', text: JSON.stringify({ groups }) }])
  expect(loaded.problems).toEqual([])
  const memory = memoryOf(series)
  const evaluators = loaded.groups.map((group) => new RuleGroupEvaluator(group, memory, context))
  const alertTests: AlertExpectation[] = []
  for (let tick = 0; tick < ticks + 4; tick += 1) {
    for (const evaluator of evaluators) {
      await evaluator.evaluate(tick * tickMs)
      for (const { kind, name, lastError, alerts } of evaluator.health) {
        if (lastError !== undefined) return undefined
        if (kind === 'recording') continue
        const firing = alerts.filter(({ state }) => state === 'firing')
        const expected = firing.map(({ labels, annotations }) => ({ exp_labels: labels, exp_annotations: annotations }))
        alertTests.push({ eval_time: `${tick * 30}s`, alertname: name, exp_alerts: expected })
      }
    }
  }
  return { alertTests, expressionTests: await samplesWritten(memory) }
}

function memoryOf(series: RandomSite['series']): MemorySeries {
  const memory = new MemorySeries()
  for (const { series: name, values } of series) {
    const noted = parseSeriesNotation(`${name} ${values}`)
    for (const [index, value] of noted.values.entries()) {
      if (value !== 'missing') memory.add(noted.labels, index * tickMs, value)
    }
  }
  return memory
}

async function samplesWritten(memory: MemorySeries) {
  const tests = []
  for (const expr of ['ALERTS', 'ALERTS_FOR_STATE', 'site:up:sum']) {
    for (const tick of [3, 9, ticks + 3]) {
      const { value } = await evaluateInstant(expr, { ...context.query, source: memory, atMs: tick * tickMs })
      if (value.kind !== 'vector') throw new Error('not a vector')
      const samples = value.samples.map((sample) => ({
        labels: formatLabels(sample.labels.entries()),
        value: sample.value,
      }))
      tests.push({ expr, eval_time: `${tick * 30}s`, exp_samples: samples.map(withName) })
    }
  }
  return tests
}

/** promtool of 2.42 reads the name only in front of the braces. */
function withName({ labels, value }: { labels: string; value: number }) {
  const name = /__name__="([^"]*)"(?:, )?/.exec(labels)
  return { labels: (name?.[1] ?? '') + labels.replace(name?.[0] ?? '', ''), value }
}

describe('rules drawn at random', () => {
  it('alert, record and read the same as in promtool', async () => {
    const folder = await temporaryFolder()
    const sites = fc.sample(randomSite, 300)
    const files: string[] = []
    for (const [index, site] of sites.entries()) {
      const expected = await expectations(site)
      if (expected === undefined) continue
      writeFileSync(join(folder, `rules-${index}.yml`), JSON.stringify({ groups: site.groups }))
      const test = {
        interval: '30s',
        input_series: site.series,
        alert_rule_test: expected.alertTests,
        promql_expr_test: expected.expressionTests,
      }
      const file = join(folder, `test-${index}.yml`)
      writeFileSync(
        file,
        JSON.stringify({ rule_files: [`rules-${index}.yml`], evaluation_interval: '30s', tests: [test] }),
      )
      files.push(file)
    }
    expect(files.length).toBeGreaterThan(150)
    const { code, stderr } = await runToEnd('promtool', ['test', 'rules', ...files])
    expect(code, stderr.slice(0, 6000)).toBe(0)
  })
})
