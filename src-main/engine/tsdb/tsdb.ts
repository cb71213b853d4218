import {
  type LabelMatcher,
  type Labels,
  markStale,
  type SelectHints,
  type SeriesSamples,
  type SeriesSource,
} from '../timeseries/index.ts'
import type { ChunkStore } from './chunk-store.ts'
import type { Damage } from './damage.ts'
import { TsdbError } from './errors.ts'
import { type AppendReport, append } from './head/append.ts'
import { loadState } from './head/load.ts'
import { discardFrom } from './maintenance/discard.ts'
import { forget } from './maintenance/forget.ts'
import { maintain } from './maintenance/maintain.ts'
import type { TsdbOptions } from './options.ts'
import { type PlotRequest, type PlotSeries, plot } from './reading/plot.ts'
import { select, seriesBetween } from './reading/select.ts'
import { createState, type TsdbState } from './state.ts'
import { statsOf, type TsdbStats } from './stats.ts'

/** A sample with its labels, for sources that keep no references. */
export interface LabelledSample {
  readonly labels: Labels
  readonly value: number
}

/** Between two times, both included. */
export interface TimeSpan {
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Time series of one installation: the newest hours in memory and, row by row, on the disk; older ones in compressed
 * chunks with points of five minutes and an hour beside them. It knows no thread and no clock: `maintain` is to be called
 * every minute or so.
 */
export class Tsdb implements SeriesSource {
  readonly #state: TsdbState
  #maintaining: Promise<void> | null = null
  /** The last of the works that must not meet each other. */
  #lastWork: Promise<unknown> = Promise.resolve()
  #closed = false

  /** Opens what a chunk store holds. One process at a time may have it open. */
  static async open(store: ChunkStore, options: TsdbOptions = {}): Promise<Tsdb> {
    const state = createState(store, options)
    await loadState(state)
    return new Tsdb(state)
  }

  private constructor(state: TsdbState) {
    this.#state = state
  }

  /** References of series, for appending again and again; 0 where labels are refused (too many series, a value too long). */
  resolve(labels: readonly Labels[], atMs: number): Uint32Array {
    return Uint32Array.from(labels, (each) => this.#state.registry.resolve(each, atMs)?.id ?? 0)
  }

  /**
   * Appends a value for each reference, all at one tick, and resolves when they are on the disk. Samples at or before the
   * newest of their series are left out and counted.
   */
  async append(atMs: number, references: Uint32Array, values: Float64Array): Promise<AppendReport> {
    this.#refuseWhenClosed()
    return append(this.#state, atMs, references, values)
  }

  /** Appends samples by their labels; those refused are left out and counted. */
  async appendSamples(atMs: number, samples: readonly LabelledSample[]): Promise<AppendReport> {
    const references = this.resolve(
      samples.map(({ labels }) => labels),
      atMs,
    )
    const kept = [...references.keys()].filter((index) => references[index] !== 0)
    return this.append(
      atMs,
      Uint32Array.from(kept, (index) => references[index] ?? 0),
      Float64Array.from(kept, (index) => samples[index]?.value ?? Number.NaN),
    )
  }

  /** Says that series have ended: from the tick on queries find no value of them. */
  async end(atMs: number, references: Uint32Array): Promise<AppendReport> {
    const values = new Float64Array(references.length)
    for (const index of values.keys()) markStale(values, index)
    return this.append(atMs, references, values)
  }

  /** Samples of all series that match; see `TsdbError` for what is refused. */
  async select(
    matchers: readonly LabelMatcher[],
    hints: SelectHints,
    signal?: AbortSignal,
  ): Promise<readonly SeriesSamples[]> {
    this.#refuseWhenClosed()
    return select(this.#state, matchers, hints, signal)
  }

  /** Series for a chart, decimated to steps with the least and the greatest value of each. */
  async plot(request: PlotRequest, signal?: AbortSignal): Promise<readonly PlotSeries[]> {
    this.#refuseWhenClosed()
    return plot(this.#state, request, signal)
  }

  /** Labels of the series that match and may have samples in the span (by days). */
  series(matchers: readonly LabelMatcher[], { fromMs, toMs }: TimeSpan): Labels[] {
    return seriesBetween(this.#state, matchers, fromMs, toMs).map(({ labels }) => labels)
  }

  /** Names of labels of those series, sorted. */
  labelNames(matchers: readonly LabelMatcher[], span: TimeSpan): string[] {
    return [...new Set(this.series(matchers, span).flatMap(({ names }) => names))].sort()
  }

  /** Values of a label of those series, sorted. */
  labelValues(name: string, matchers: readonly LabelMatcher[], span: TimeSpan): string[] {
    const values = new Set(this.series(matchers, span).map((labels) => labels.get(name)))
    values.delete('')
    return [...values].sort()
  }

  /** Seals, rolls up and deletes what is due, by the time of the newest samples. One run at a time. */
  maintain(): Promise<void> {
    this.#maintaining ??= this.#alone(() => maintain(this.#state)).finally(() => {
      this.#maintaining = null
    })
    return this.#maintaining
  }

  /** Deletes the series that match with everything they hold; answers how many there were. */
  deleteSeries(matchers: readonly LabelMatcher[]): Promise<number> {
    return this.#alone(async () => {
      const { registry, queue } = this.#state
      await queue.flush()
      const found = registry.select(matchers)
      await forget(this.#state, found)
      return found.length
    })
  }

  /**
   * Takes away everything at a time or later, by whole hours where that is sealed: what a clock that was wrong has left behind, and because of which samples
   * with the right time are too late.
   */
  discardFrom(fromMs: number): Promise<void> {
    return this.#alone(() => discardFrom(this.#state, fromMs))
  }

  stats(): TsdbStats {
    return statsOf(this.#state)
  }

  /** Chunks found damaged since the store was opened, the first thousand. */
  damages(): readonly Damage[] {
    return this.#state.damages.all
  }

  /** Waits until what was appended is on the disk. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#alone(() => this.#state.queue.flush())
  }

  /** Runs what must not meet other work of its kind; appends and queries go on. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#lastWork.then(work)
    this.#lastWork = done.catch(() => undefined)
    return done
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new TsdbError('closed', {})
  }
}
