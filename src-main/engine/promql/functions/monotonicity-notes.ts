import { formatNumber } from '../format-number.ts'
import { quote } from '../parser/string-literal.ts'
import type { ForcedMonotonicity } from './buckets.ts'

const reference = 'https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile'

interface Gathered {
  readonly name: string
  readonly forced: ForcedMonotonicity
  readonly fromMs: number
  readonly toMs: number
  readonly samples: number
}

/** Gathers where counts of buckets fell, to say it once for each metric. */
export class MonotonicityNotes {
  readonly #byName = new Map<string, Gathered>()

  add(name: string, atMs: number, forced: ForcedMonotonicity): void {
    const known = this.#byName.get(name)
    this.#byName.set(
      name,
      known === undefined ? { name, forced, fromMs: atMs, toMs: atMs, samples: 1 } : join(known, atMs, forced),
    )
  }

  *messages(): Iterable<string> {
    for (const { name, forced, fromMs, toMs, samples } of this.#byName.values()) {
      const metric = name === '' ? '' : ` for metric name ${quote(name)}`
      const bounds = `from buckets ${formatNumber(forced.lowestBound)} to ${formatNumber(forced.highestBound)}`
      const difference = Number(forced.largestDifference.toPrecision(2))
      yield `input to histogram_quantile needed to be fixed for monotonicity (see ${reference})${metric}, ${bounds}, ` +
        `with a max diff of ${difference}, over ${samples} samples from ${seconds(fromMs)} to ${seconds(toMs)}`
    }
  }
}

function join(known: Gathered, atMs: number, forced: ForcedMonotonicity): Gathered {
  return {
    name: known.name,
    forced: {
      lowestBound: Math.min(known.forced.lowestBound, forced.lowestBound),
      highestBound: Math.max(known.forced.highestBound, forced.highestBound),
      largestDifference: Math.max(known.forced.largestDifference, forced.largestDifference),
    },
    fromMs: Math.min(known.fromMs, atMs),
    toMs: Math.max(known.toMs, atMs),
    samples: known.samples + 1,
  }
}

function seconds(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z')
}
