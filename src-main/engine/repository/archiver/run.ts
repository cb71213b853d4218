import { pathBytesOf } from '../filter/path-text.ts'
import type { BackupOptions, BackupProblem } from './options.ts'
import { ProgressMeter } from './progress-meter.ts'
import type { FoundProblem } from './protocol.ts'
import { SummaryCounter } from './summary-counter.ts'

/**
 * What the parts of one backup share. A fatal error is told once, to `fail`: the whole run is raced against `failed`, and parts that
 * wait for something that will not come any more are simply abandoned.
 */
export class BackupRun {
  readonly summary = new SummaryCounter()
  readonly progress: ProgressMeter
  readonly problems: BackupProblem[] = []
  /** Rejects with the first fatal error, never resolves. */
  readonly failed: Promise<never>
  readonly #onProblem: (problem: BackupProblem) => void
  #reject: (error: unknown) => void = () => undefined
  #failure: { readonly error: unknown } | undefined

  constructor(options: BackupOptions) {
    this.progress = new ProgressMeter(options.onProgress)
    this.#onProblem = options.onProblem ?? (() => undefined)
    this.failed = new Promise((_, reject) => {
      this.#reject = reject
    })
    this.failed.catch(() => undefined)
  }

  /** Ends the run with this error; later ones are consequences of the first and are dropped. */
  fail(error: unknown): void {
    this.#failure ??= { error }
    this.#reject(error)
  }

  get hasFailed(): boolean {
    return this.#failure !== undefined
  }

  throwIfFailed(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }

  /** Hands the outcome of work nobody waits for to the run. */
  guard(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.fail(error))
  }

  report(found: FoundProblem): void {
    const problem = { ...found, path: pathBytesOf(found.path) }
    this.problems.push(problem)
    this.progress.countProblem()
    this.#onProblem(problem)
  }
}
