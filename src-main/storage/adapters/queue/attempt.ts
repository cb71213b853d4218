import type { Logger } from '#main/platform/logger.ts'
import type { Json } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { KnownTask } from './known-task.ts'
import type { TaskRecord } from './task-record.ts'
import { Throttle } from './throttle.ts'

const announceEveryMs = 250
const saveEveryMs = 1000
const longestTimerMs = 2_147_483_647

/** How an attempt came out. `abortedBy` is the reason its signal was aborted with, whatever came of it. */
export type Outcome = { readonly result: Json } | { readonly error: unknown; readonly abortedBy: AppError | null }

/** What an attempt tells while it runs. */
export interface ProgressListener {
  announce(progress: ExecutionProgress): void
  save(progress: ExecutionProgress): void
}

function timer(delayMs: number, elapsed: () => void): NodeJS.Timeout | undefined {
  return delayMs > longestTimerMs ? undefined : setTimeout(elapsed, delayMs)
}

/** One attempt of a task: runs the handler under its time limits and passes progress on at a bearable rate. */
export class Attempt {
  readonly record: TaskRecord
  readonly task: KnownTask
  /** Resolves when the handler has ended or its hard limit has passed; never rejects. */
  readonly outcome: Promise<Outcome>
  readonly #controller = new AbortController()
  #progress: ExecutionProgress | null = null

  constructor(record: TaskRecord, task: KnownTask, listener: ProgressListener, log: Logger) {
    this.record = record
    this.task = task
    this.outcome = this.#run(listener, log)
  }

  get progress(): ExecutionProgress | null {
    return this.#progress
  }

  abort(reason: AppError): void {
    this.#controller.abort(reason)
  }

  async #run(listener: ProgressListener, log: Logger): Promise<Outcome> {
    const { softLimitMs, timeLimitMs } = this.task
    const announcing = new Throttle<ExecutionProgress>(announceEveryMs, (progress) => listener.announce(progress))
    const saving = new Throttle<ExecutionProgress>(saveEveryMs, (progress) => listener.save(progress))
    const hardLimit = Promise.withResolvers<never>()
    const late = (timeLimitMs: number) => new AppError('TASK_TIMED_OUT', { timeLimitMs })
    const timers = [
      timer(softLimitMs, () => this.abort(late(softLimitMs))),
      timer(timeLimitMs, () => {
        this.abort(late(timeLimitMs))
        hardLimit.reject(late(timeLimitMs))
      }),
    ]
    const reportProgress = (progress: ExecutionProgress) => {
      this.#progress = progress
      announcing.put(progress)
      saving.put(progress)
    }
    try {
      return { result: await Promise.race([this.#handle(reportProgress, log), hardLimit.promise]) }
    } catch (error) {
      return { error, abortedBy: this.#controller.signal.aborted ? this.#controller.signal.reason : null }
    } finally {
      for (const each of timers) clearTimeout(each)
      announcing.stop()
      saving.stop()
    }
  }

  #handle(reportProgress: (progress: ExecutionProgress) => void, log: Logger): Promise<Json> {
    const { id, attempt } = this.record.view
    return this.task.handle(this.record.payload, {
      taskId: id,
      attempt,
      signal: this.#controller.signal,
      log: log.child({ taskId: id, taskKind: this.task.kind }),
      reportProgress,
    })
  }
}
