import { evaluateInstant, evaluateRange, parse, unwrap } from '#main/engine/promql/index.ts'
import type { RuleContext } from '#main/engine/rules/index.ts'
import { type LabelMatcher, Labels, metricName } from '#main/engine/timeseries/index.ts'
import type { ChunkStore, Tsdb, TsdbOptions, TsdbStats } from '#main/engine/tsdb/index.ts'
import { Tsdb as Store } from '#main/engine/tsdb/index.ts'
import type { InstantAnswer, RangeAnswer } from '#shared/features/monitoring/contract/queries.ts'
import type { Plot } from '#shared/features/monitoring/values.ts'
import type { CollectedSample } from '../sample-sink.ts'
import type { EvaluatedGroup, Metrics, PlotRequest, RunningGroup, Span } from './metrics.ts'
import { plotOf, storedPlot } from './plots.ts'
import { instantAnswer, queryFailure, rangeAnswer } from './query-answers.ts'
import { endSeries, RunningRules } from './running-rules.ts'
import { matchersOf } from './selectors.ts'
import { VanishedSeries } from './vanished-series.ts'

export interface MetricsOptions {
  readonly tsdb: TsdbOptions
  readonly externalUrl: string
  readonly externalLabels: Readonly<Record<string, string>>
}

/** How long one question may take, and how much it may read. */
const queryLimits = { timeoutMs: 30_000, maxSamples: 20_000_000 }
const shortestStepMs = 1000
/** Firing alerts go on for so long when their data vanish, told as having no data. */
const noDataHoldMs = 3_600_000

/** The figures in the thread that calls. The product has them in a thread of their own. */
export class LocalMetrics implements Metrics {
  readonly #tsdb: Tsdb
  readonly #rules: RunningRules
  readonly #vanished = new VanishedSeries()

  static async open(store: ChunkStore, options: MetricsOptions): Promise<LocalMetrics> {
    const context: RuleContext = {
      externalLabels: Labels.of(options.externalLabels),
      externalUrl: options.externalUrl,
      noDataHoldMs,
      query: queryLimits,
    }
    return new LocalMetrics(await Store.open(store, options.tsdb), context)
  }

  private constructor(tsdb: Tsdb, context: RuleContext) {
    this.#tsdb = tsdb
    this.#rules = new RunningRules(tsdb, context)
  }

  async append(tickMs: number, samples: readonly CollectedSample[]): Promise<void> {
    const tick = this.#vanished.tick(samples)
    await asked(async () => {
      await this.#tsdb.appendSamples(tickMs, tick.samples)
      await endSeries(this.#tsdb, tickMs, tick.ended)
    })
  }

  instant(expression: string, atMs: number): Promise<InstantAnswer> {
    return asked(async () =>
      instantAnswer(await evaluateInstant(expression, { ...queryLimits, source: this.#tsdb, atMs }), expression),
    )
  }

  range(expression: string, span: Span, stepMs: number): Promise<RangeAnswer> {
    return asked(async () => {
      const result = await evaluateRange(expression, { ...queryLimits, source: this.#tsdb, ...span, stepMs })
      return rangeAnswer(result, result.value.series, expression)
    })
  }

  /** A plain selector is read from the store with the least and greatest of each step; anything else is worked out. */
  plot({ expression, fromMs, toMs, points, seriesAtMost }: PlotRequest): Promise<Plot> {
    return asked(async () => {
      const parsed = unwrap(parse(expression))
      if (parsed.kind === 'selector' && parsed.offsetMs === 0 && parsed.at === undefined) {
        return storedPlot(await this.#tsdb.plot({ matchers: parsed.matchers, fromMs, toMs, points }), seriesAtMost)
      }
      const stepMs = Math.max(shortestStepMs, Math.ceil((toMs - fromMs) / points))
      const alignedMs = Math.floor(fromMs / stepMs) * stepMs
      const options = { ...queryLimits, source: this.#tsdb, fromMs: alignedMs, toMs, stepMs }
      const result = await evaluateRange(parsed, options)
      const lines = result.value.series.map(({ labels, timestamps, values }) => ({
        ...{ labels: labels.toJSON(), times: timestamps, values },
      }))
      const { warnings } = rangeAnswer(result, [], expression)
      return { ...plotOf(lines, seriesAtMost), resolution: null, warnings }
    })
  }

  async metricNames(span: Span): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>()
    for (const { name } of this.#tsdb.series([], span)) counts.set(name, (counts.get(name) ?? 0) + 1)
    return counts
  }

  labelNames(matchers: readonly string[], span: Span): Promise<string[]> {
    return asked(async () => {
      const names = this.#selections(matchers).flatMap((one) => this.#tsdb.labelNames(one, span))
      return [...new Set(names)].sort()
    })
  }

  labelValues(name: string, matchers: readonly string[], span: Span): Promise<string[]> {
    return asked(async () => {
      const values = this.#selections(matchers).flatMap((one) => this.#tsdb.labelValues(name, one, span))
      return [...new Set(values)].sort()
    })
  }

  series(matchers: readonly string[], span: Span, limit: number): Promise<Record<string, string>[]> {
    return asked(async () => {
      const found = this.#selections(matchers).flatMap((one) => this.#tsdb.series(one, span))
      const unique = new Map(found.map((labels) => [labels.key, labels]))
      return [...unique.values()].slice(0, limit).map((labels) => labels.toJSON())
    })
  }

  async stats(): Promise<TsdbStats> {
    return this.#tsdb.stats()
  }

  setGroups(groups: readonly RunningGroup[], atMs: number): Promise<void> {
    return this.#rules.set(groups, atMs)
  }

  evaluate(key: string, atMs: number): Promise<EvaluatedGroup> {
    return this.#rules.evaluate(key, atMs)
  }

  maintain(): Promise<void> {
    return this.#tsdb.maintain()
  }

  close(): Promise<void> {
    return this.#tsdb.close()
  }

  #selections(selectors: readonly string[]): readonly (readonly LabelMatcher[])[] {
    return selectors.length === 0 ? [[{ name: metricName, operator: '!=', value: '' }]] : selectors.map(matchersOf)
  }
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw queryFailure(error)
  }
}
