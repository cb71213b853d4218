import { matchesLabels } from '#main/engine/promql/index.ts'
import {
  type LabelMatcher,
  type Labels,
  markStale,
  type SelectHints,
  type SeriesSamples,
  type SeriesSource,
} from '#main/engine/timeseries/index.ts'
import type { Command, ScriptSeries, StepValue } from './script.ts'

interface Stored {
  readonly labels: Labels
  readonly samples: Map<number, StepValue>
}

/** What a script has loaded so far; remembers whether a query came upon native histograms. */
export class ScriptSource implements SeriesSource {
  readonly #series = new Map<string, Stored>()
  hasMetHistograms = false
  hasStartTimes = false

  clear(): void {
    this.hasStartTimes = false
    this.#series.clear()
  }

  load(command: Extract<Command, { kind: 'load' }>): void {
    this.hasStartTimes ||= command.hasStartTimes
    const latest = new Map(command.series.map((series) => [series.labels.key, series]))
    for (const series of latest.values()) {
      this.#add(series, command.stepMs)
      if (command.withHistograms && /_(?:bucket|count|sum)$/.test(series.labels.name)) {
        this.#add(nativeTwin(series), command.stepMs)
      }
    }
  }

  #add({ labels, values }: ScriptSeries, stepMs: number): void {
    const stored = this.#series.get(labels.key) ?? { labels, samples: new Map() }
    this.#series.set(labels.key, stored)
    for (const [step, value] of values.entries()) {
      if (value !== 'missing') stored.samples.set(step * stepMs, value)
    }
  }

  async select(matchers: readonly LabelMatcher[], hints: SelectHints): Promise<readonly SeriesSamples[]> {
    return [...this.#series.values()]
      .filter(({ labels }) => matchesLabels(matchers, labels))
      .map((stored) => this.#samplesOf(stored, hints))
      .filter(({ timestamps }) => timestamps.length > 0)
  }

  #samplesOf({ labels, samples }: Stored, { fromMs, toMs }: SelectHints): SeriesSamples {
    const within = [...samples].filter(([time]) => time >= fromMs && time <= toMs).sort(([a], [b]) => a - b)
    if (within.some(([, value]) => value === 'histogram')) this.hasMetHistograms = true
    const values = Float64Array.from(within, ([, value]) => (typeof value === 'number' ? value : Number.NaN))
    for (const [index, [, value]] of within.entries()) if (value === 'stale') markStale(values, index)
    return { labels, timestamps: Float64Array.from(within, ([time]) => time), values }
  }
}

function nativeTwin({ labels, values }: ScriptSeries): ScriptSeries {
  const name = labels.name.replace(/_(?:bucket|count|sum)$/, '')
  return { labels: labels.with({ __name__: name, le: '' }), values: values.map(() => 'histogram') }
}
