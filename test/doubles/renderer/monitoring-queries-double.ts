import { type Implementer, ORPCError } from '@orpc/server'
import {
  evaluateInstant,
  evaluateRange,
  matchesLabels,
  PromqlSyntaxError,
  parse,
  type Series,
  typeOf,
} from '#main/engine/promql/index.ts'
import { Labels, type SeriesSamples, type SeriesSource } from '#main/engine/timeseries/index.ts'
import type { contract } from '#shared/contract/root.ts'
import type { Plot, SampleValue } from '#shared/features/monitoring/values.ts'
import metricList from '../../../resources/monitoring/metrics.json' with { type: 'json' }
import { sampleSeries, silence } from './monitoring-series.ts'
import { day, now } from './sample.ts'
import { variant } from './variant.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.monitoring.queries, Nothing, Nothing>

const everyMs = 15_000
const samplesAtMost = 12_000
const known = variant === 'empty' ? [] : sampleSeries

function samplesOf(one: (typeof sampleSeries)[number], fromMs: number, toMs: number, apartMs: number): SeriesSamples {
  const times: number[] = []
  for (let time = Math.ceil(fromMs / apartMs) * apartMs; time <= Math.min(toMs, now + day); time += apartMs)
    if (time < silence.fromMs || time > silence.toMs) times.push(time)
  return {
    labels: one.labels,
    timestamps: Float64Array.from(times),
    values: Float64Array.from(times, (time) => Math.max(0, one.at(time))),
  }
}

/** The series of the double, less dense the longer one looks back. */
const source: SeriesSource = {
  select: (matchers, { fromMs, toMs }) => {
    const apartMs = Math.max(everyMs, Math.ceil((toMs - fromMs) / samplesAtMost / everyMs) * everyMs)
    return Promise.resolve(
      known
        .filter(({ labels }) => matchesLabels(matchers, labels))
        .map((one) => samplesOf(one, fromMs, toMs, Math.min(apartMs, 75_000))),
    )
  },
}

function sampleValue(value: number): SampleValue {
  if (Number.isFinite(value)) return value
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}

async function answering<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof PromqlSyntaxError) {
      const { line, column, reason } = error
      throw new ORPCError('QUERY_INVALID', { data: { line, column, reason } })
    }
    throw new ORPCError('QUERY_FAILED', { data: { reason: error instanceof Error ? error.message : String(error) } })
  }
}

const finer = 3

function spread(axis: readonly number[], { timestamps, values }: Series, of: (found: readonly number[]) => number) {
  const byTime = new Map(Array.from(timestamps, (time, index) => [time, values[index] ?? 0]))
  const step = (axis[1] ?? 0) - (axis[0] ?? 0)
  return axis.map((time): SampleValue => {
    const found = Array.from({ length: finer }, (_, part) => byTime.get(time + (part * step) / finer))
    const there = found.filter((value) => value !== undefined)
    return there.length === 0 ? null : sampleValue(of(there))
  })
}

interface PlotInput {
  readonly expression: string
  readonly fromMs: number
  readonly toMs: number
  readonly points: number
  readonly seriesAtMost: number
}

async function plotOf({ expression, fromMs, toMs, points, seriesAtMost }: PlotInput): Promise<Plot> {
  const stepMs = Math.max(everyMs, Math.ceil((toMs - fromMs) / points / everyMs) * everyMs)
  const start = Math.floor(fromMs / stepMs) * stepMs
  const { value } = await evaluateRange(expression, { source, fromMs: start, toMs, stepMs: stepMs / finer })
  const timesMs = Array.from({ length: Math.floor((toMs - start) / stepMs) + 1 }, (_, index) => start + index * stepMs)
  const isLong = stepMs > 4 * everyMs
  const shown = value.series.slice(0, seriesAtMost)
  return {
    timesMs,
    series: shown.map((one) => ({
      labels: one.labels.toJSON(),
      values: spread(timesMs, one, (found) => found.reduce((sum, each) => sum + each, 0) / found.length),
      minima: isLong ? spread(timesMs, one, (found) => Math.min(...found)) : null,
      maxima: isLong ? spread(timesMs, one, (found) => Math.max(...found)) : null,
    })),
    resolution: 'raw',
    omittedSeries: value.series.length - shown.length,
    warnings: [],
  }
}

const runOf = ({ labels, timestamps, values }: Series) => ({
  labels: labels.toJSON(),
  timesMs: [...timestamps],
  values: Array.from(values, sampleValue),
})

async function instantOf(expression: string, atMs: number) {
  const { value } = await evaluateInstant(expression, { source, atMs })
  const empty = { samples: [], runs: [], text: null, warnings: [], infos: [] }
  if (value.kind === 'matrix') return { ...empty, kind: value.kind, runs: value.series.map(runOf) }
  if (value.kind === 'string') return { ...empty, kind: value.kind, text: value.value }
  const samples =
    value.kind === 'vector'
      ? value.samples
      : [{ labels: Labels.empty, timestampMs: value.timestampMs, value: value.value }]
  return {
    ...empty,
    kind: value.kind,
    samples: samples.map((one) => ({
      labels: one.labels.toJSON(),
      timeMs: one.timestampMs,
      value: sampleValue(one.value),
    })),
  }
}

function check(expression: string) {
  try {
    return { problem: null, kind: typeOf(parse(expression)), formatted: expression.trim() }
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error
    const { line, column, reason } = error
    return { problem: { line, column, message: reason }, kind: null, formatted: null }
  }
}

function metrics(contains: string) {
  return metricList.metrics
    .filter(({ name }) => name.includes(contains))
    .map(({ name, type, help }) => ({
      name,
      type,
      help: help.ja,
      helpEn: help.en,
      unit: /_(bytes|seconds)(_total)?$/.exec(name)?.[1] ?? '',
      series: known.filter(({ labels }) => labels.name === name || labels.name === `${name}_bucket`).length,
    }))
}

function matching(matchers: readonly string[]): readonly Record<string, string>[] {
  const all = matchers.length === 0 ? [''] : matchers
  return known
    .filter(({ labels }) =>
      all.some((selector) => {
        const read = selector === '' ? null : parse(selector)
        return read === null || (read.kind === 'selector' && matchesLabels(read.matchers, labels))
      }),
    )
    .map(({ labels }) => labels.toJSON())
}

const sorted = (values: Iterable<string>) => [...new Set(values)].sort()

/** Questions in PromQL, answered by the engine itself over figures made up here. */
export function queriesDouble(os: Of) {
  return os.router({
    instant: os.instant.handler(({ input }) => answering(() => instantOf(input.expression, input.atMs ?? Date.now()))),
    range: os.range.handler(({ input }) =>
      answering(async () => {
        const { expression, ...span } = input
        const { value } = await evaluateRange(expression, { source, ...span })
        return { runs: value.series.map(runOf), warnings: [], infos: [] }
      }),
    ),
    plot: os.plot.handler(({ input }) => answering(() => plotOf(input))),
    check: os.check.handler(({ input }) => check(input.expression)),
    metrics: os.metrics.handler(({ input }) => ({ items: metrics(input.contains) })),
    labelNames: os.labelNames.handler(({ input }) => ({
      items: sorted(matching(input.matchers).flatMap((labels) => Object.keys(labels))),
    })),
    labelValues: os.labelValues.handler(({ input }) => ({
      items: sorted(matching(input.matchers).flatMap((labels) => labels[input.name] ?? [])),
    })),
    series: os.series.handler(({ input }) => {
      const found = matching(input.matchers)
      return { items: found.slice(0, input.limit), isCut: found.length > input.limit }
    }),
    storeStatus: os.storeStatus.handler(() => ({
      series: known.length,
      seriesLimit: 50_000,
      refusedSeries: 0,
      samplesPerSecond: known.length / 15,
      storedBytes: 148_000_000,
      bytesPerSample: 1.7,
      oldestMs: now - 90 * day,
      newestMs: now,
      damagedChunks: 0,
      retention: [{ group: 'host', pattern: 'node_.*', rawDays: 90, fiveMinuteDays: 400, hourDays: 1830 }],
    })),
  })
}
