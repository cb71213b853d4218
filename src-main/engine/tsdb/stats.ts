import type { TsdbState } from './state.ts'

const bytesOfSample = 8

/** How the store is, for its own metrics. Counts are since it was opened. */
export interface TsdbStats {
  readonly activeSeries: number
  readonly knownSeries: number
  readonly seriesLimit: number
  /** Values and bytes held in memory. */
  readonly headSamples: number
  readonly headBytes: number
  readonly appendedSamples: number
  readonly lateSamples: number
  readonly unknownSamples: number
  readonly refusedTooManySeries: number
  readonly refusedLabelTooLong: number
  /** Appends that wait for the disk. */
  readonly unwrittenRows: number
  readonly damagedChunks: number
  readonly newestMs: number
  readonly sealedUntilMs: number
  readonly rolledUntilMs: number
}

export function statsOf({ registry, head, counters, queue, damages, marks, settings }: TsdbState): TsdbStats {
  return {
    activeSeries: registry.active,
    knownSeries: registry.known,
    seriesLimit: settings.seriesLimit,
    headSamples: head.size,
    headBytes: bytesOfSample * head.size,
    appendedSamples: counters.appended,
    lateSamples: counters.late,
    unknownSamples: counters.unknown,
    refusedTooManySeries: registry.refusals.tooManySeries,
    refusedLabelTooLong: registry.refusals.labelTooLong,
    unwrittenRows: queue.length,
    damagedChunks: damages.all.length,
    newestMs: head.newestMs,
    sealedUntilMs: marks.sealedUntilMs,
    rolledUntilMs: marks.rolledUntilMs,
  }
}
