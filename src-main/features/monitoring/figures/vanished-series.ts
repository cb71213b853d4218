import { Labels, metricName } from '#main/engine/timeseries/index.ts'
import type { CollectedSample } from '../sample-sink.ts'

/** A tick of samples with their labels, and the series that were there the time before and are not any more. */
export interface Tick {
  readonly samples: readonly { readonly labels: Labels; readonly value: number }[]
  readonly ended: readonly Labels[]
}

/** Remembers what each source gave last, so that series which vanish end at once instead of lingering for five minutes. */
export class VanishedSeries {
  readonly #last = new Map<string, ReadonlyMap<string, Labels>>()

  /** Sources are told apart by `job` and `instance`; one of which nothing comes is left as it was. */
  tick(samples: readonly CollectedSample[]): Tick {
    const labelled = samples.map(({ name, labels, value }) => ({
      labels: Labels.of({ ...labels, [metricName]: name }),
      value,
    }))
    const sources = Map.groupBy(labelled, ({ labels }) => `${labels.get('job')}\0${labels.get('instance')}`)
    const ended: Labels[] = []
    for (const [source, of] of sources) {
      const now = new Map(of.map(({ labels }) => [labels.key, labels]))
      for (const [key, labels] of this.#last.get(source) ?? []) if (!now.has(key)) ended.push(labels)
      this.#last.set(source, now)
    }
    return { samples: labelled, ended }
  }
}
