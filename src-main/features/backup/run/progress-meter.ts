import type { Clock } from '#main/platform/clock.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { RunProgress } from '../engine/port.ts'

/** Weight of the past halves in this time, so that the rate follows changes without jumping. */
const rateHalfLifeMs = 5_000
/** No forecast before this much has been seen. */
const settlingMs = 1_500

interface Sample {
  readonly atMs: number
  readonly bytes: number
  readonly files: number
}

/** What is known of the whole before this run has counted it. */
export interface ExpectedTotals {
  readonly totalFiles: number
  readonly totalBytes: number
}

/** Turns figures of a run into progress with a smoothed rate and the time that remains. */
export class ProgressMeter {
  readonly #clock: Clock
  readonly #expected: ExpectedTotals | undefined
  #started: Sample | undefined
  #last: Sample | undefined
  #bytesPerMs: number | null = null
  #filesPerMs: number | null = null

  constructor(clock: Clock, expected?: ExpectedTotals) {
    this.#clock = clock
    this.#expected = expected
  }

  measure(progress: RunProgress, problems: number): ExecutionProgress {
    this.#sample({
      atMs: this.#clock.monotonicMs(),
      bytes: progress.bytesDone ?? 0,
      files: progress.filesDone ?? 0,
    })
    const totalFiles = this.#total(progress.filesTotal, this.#expected?.totalFiles, progress.totalsFinal)
    const totalBytes = this.#total(progress.bytesTotal, this.#expected?.totalBytes, progress.totalsFinal)
    return {
      phase: progress.phase,
      doneFiles: progress.filesDone,
      totalFiles,
      doneBytes: progress.bytesDone,
      totalBytes,
      bytesPerSecond: this.#bytesPerMs === null ? null : Math.round(this.#bytesPerMs * 1000),
      remainingMs: this.#remaining(progress, totalFiles, totalBytes),
      current: progress.current,
      problems,
    }
  }

  #sample(sample: Sample): void {
    this.#started ??= sample
    const elapsed = sample.atMs - (this.#last?.atMs ?? sample.atMs)
    if (this.#last && elapsed > 0) {
      const kept = 0.5 ** (elapsed / rateHalfLifeMs)
      this.#bytesPerMs = smooth(this.#bytesPerMs, (sample.bytes - this.#last.bytes) / elapsed, kept)
      this.#filesPerMs = smooth(this.#filesPerMs, (sample.files - this.#last.files) / elapsed, kept)
    }
    if (!this.#last || elapsed > 0) this.#last = sample
  }

  #total(counted: number | null, expected: number | undefined, final: boolean): number | null {
    if (final || counted === null) return counted
    return expected === undefined ? null : Math.max(counted, expected)
  }

  #remaining(progress: RunProgress, totalFiles: number | null, totalBytes: number | null): number | null {
    if (!this.#started || !this.#last || this.#last.atMs - this.#started.atMs < settlingMs) return null
    const parts = [
      forecast(progress.bytesDone, totalBytes, this.#bytesPerMs),
      forecast(progress.filesDone, totalFiles, this.#filesPerMs),
    ].filter((part) => part !== null)
    return parts.length === 0 ? null : Math.round(Math.max(...parts))
  }
}

function smooth(before: number | null, now: number, kept: number): number {
  return Math.max(0, before === null ? now : before * kept + now * (1 - kept))
}

function forecast(done: number | null, total: number | null, perMs: number | null): number | null {
  if (done === null || total === null || perMs === null) return null
  if (done >= total) return 0
  return perMs > 0 ? (total - done) / perMs : null
}
