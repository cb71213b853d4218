import { setTimeout as sleep } from 'node:timers/promises'
import { dayMs } from '#main/platform/durations.ts'
import type { TaskState } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import { isStorageError } from '../../storage-error.ts'
import { Alarms } from './alarms.ts'
import { Attempt } from './attempt.ts'
import * as claims from './claim-repository.ts'
import { settleAbandoned } from './crash-recovery.ts'
import type { KnownTask } from './known-task.ts'
import type { QueueSettings } from './queue-options.ts'
import { removeEndedBefore } from './repository.ts'
import type { TaskRecord } from './task-record.ts'
import { judge, type Verdict } from './verdict.ts'

const heartbeatsOfLease = 6
const afterFailureMs = 5000
/** After a suspend or a change of the clock no delayed task is later than this. */
const longestSleepMs = 60_000
const removedAtOnce = 500

/** Who hears of what happens to tasks. */
export interface RunnerListener {
  changed(id: string, state: TaskState): void
  /** Time to look for what other nodes have done. */
  lookAround(): void
}

/** Takes tasks of this node from the database, runs them and writes what came of them. */
export class TaskRunner {
  readonly #settings: QueueSettings
  readonly #known: ReadonlyMap<string, KnownTask>
  readonly #listener: RunnerListener
  readonly #alarms = new Alarms()
  readonly #running = new Map<string, Attempt>()
  readonly #work = new Set<Promise<void>>()
  readonly #filling = new Map<string, { again: boolean }>()
  readonly #severalNodes: boolean
  #state: 'new' | 'started' | 'stopped' = 'new'

  constructor(settings: QueueSettings, known: ReadonlyMap<string, KnownTask>, listener: RunnerListener) {
    this.#settings = settings
    this.#known = known
    this.#listener = listener
    this.#severalNodes = settings.storage.engine === 'postgres'
  }

  /** Settles what a killed process left behind, then begins to run tasks. */
  async start(): Promise<void> {
    await this.#recover(this.#settings.node)
    if (this.#state !== 'new') return
    this.#state = 'started'
    this.#track(this.#promote())
    this.#track(this.#forget())
    if (this.#severalNodes) this.#beat()
  }

  async stop(): Promise<void> {
    this.#state = 'stopped'
    this.#alarms.stop()
    for (const attempt of this.#running.values()) attempt.abort(new AppError('TASK_INTERRUPTED', {}))
    await Promise.race([this.#idle(), sleep(this.#settings.stopLimitMs, undefined, { ref: false })])
  }

  /** Looks for tasks that can start; `queue` undefined means in every queue, after letting delayed ones in. */
  wake(queue?: string): void {
    if (this.#state !== 'started') return
    this.#track(queue === undefined ? this.#promote() : this.#fill(queue))
  }

  /** Aborts a task that runs here; false when it does not. */
  abort(id: string, reason: AppError): boolean {
    const attempt = this.#running.get(id)
    attempt?.abort(reason)
    return attempt !== undefined
  }

  /** The latest progress of a task that runs here. */
  progressOf(id: string): ExecutionProgress | null {
    return this.#running.get(id)?.progress ?? null
  }

  async #idle(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work)
  }

  /** Keeps account of work in the background. A failing database is tried again a little later. */
  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => {
        if (this.#state === 'stopped' || isStorageError(error, 'DATABASE_CLOSED')) return
        this.#settings.log.error('the task queue could not use the database; it will try again', { error })
        this.#alarms.set('after failure', afterFailureMs, () => this.wake())
      })
      .finally(() => this.#work.delete(tracked))
    this.#work.add(tracked)
  }

  async #recover(node: string | null): Promise<void> {
    const { storage, clock, log } = this.#settings
    const now = clock.now().getTime()
    for (const record of await claims.findAbandoned(storage.db, node, now)) {
      if (this.#running.has(record.view.id)) continue
      const state = await settleAbandoned(storage.db, record, this.#known.get(record.view.kind), now, log)
      if (state) this.#listener.changed(record.view.id, state)
      log.warning('a task was cut off because its process ended', { taskId: record.view.id, state })
    }
  }

  async #promote(): Promise<void> {
    const { storage, clock } = this.#settings
    const now = clock.now().getTime()
    for (const id of await claims.promoteDelayed(storage.db, now)) this.#listener.changed(id, 'waiting')
    const next = await claims.nextDelayedAt(storage.db)
    if (next !== null) this.#alarms.set('delayed', Math.min(next - now, longestSleepMs), () => this.wake())
    await Promise.all([...new Set([...this.#known.values()].map((task) => task.queue))].map((q) => this.#fill(q)))
  }

  /** Starts tasks of a queue while there is room; one pass at a time, repeated when it was asked for meanwhile. */
  async #fill(queue: string): Promise<void> {
    const busy = this.#filling.get(queue)
    if (busy) {
      busy.again = true
      return
    }
    const pass = { again: false }
    this.#filling.set(queue, pass)
    try {
      do {
        pass.again = false
        while (this.#hasRoom(queue) && (await this.#startNext(queue)));
      } while (pass.again)
    } finally {
      this.#filling.delete(queue)
    }
  }

  #hasRoom(queue: string): boolean {
    const { concurrency, concurrencyOf } = this.#settings
    const busy = [...this.#running.values()].filter((attempt) => attempt.task.queue === queue).length
    return this.#state === 'started' && busy < (concurrencyOf[queue] ?? concurrency)
  }

  async #startNext(queue: string): Promise<boolean> {
    const { storage, clock, node } = this.#settings
    const now = clock.now().getTime()
    const kinds = [...this.#known.values()].filter((task) => task.queue === queue).map((task) => task.kind)
    const request = { queue, kinds, node, now, leaseUntil: this.#leaseUntil(now) }
    const record = await claims.claimNext(storage.db, request)
    const task = record && this.#known.get(record.view.kind)
    if (!task) return false
    this.#track(this.#run(record, task))
    return true
  }

  async #run(record: TaskRecord, task: KnownTask): Promise<void> {
    const { storage, events, log } = this.#settings
    const { id, attempt: number } = record.view
    const claim = { id, attempt: number, node: this.#settings.node }
    const announce = (progress: ExecutionProgress) => events.publish({ type: 'task.progress', id, progress })
    const save = (progress: ExecutionProgress) => {
      claims.saveProgress(storage.db, claim, progress).catch((error: unknown) => {
        log.warning('the progress of a task could not be kept', { taskId: id, error })
      })
    }
    this.#listener.changed(id, 'running')
    const attempt = new Attempt(record, task, { announce, save }, log)
    this.#running.set(id, attempt)
    if (this.#state === 'stopped') attempt.abort(new AppError('TASK_INTERRUPTED', {}))
    const outcome = await attempt.outcome
    if ('error' in outcome) {
      log.warning('a task failed', { taskId: id, taskKind: task.kind, attempt: number, error: outcome.error })
    }
    const verdict = judge(outcome, task, { taskId: id, attempt: number, attempts: record.view.attempts })
    await this.#settle(claim, verdict, attempt.progress)
    this.#running.delete(id)
    this.wake(task.queue)
  }

  /** Writes a verdict; while the database refuses, again and again, so that no end is lost. */
  async #settle(claim: claims.TaskClaim, verdict: Verdict, progress: ExecutionProgress | null): Promise<void> {
    for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, afterFailureMs)) {
      try {
        const state = await this.#write(claim, verdict, progress)
        if (state) this.#listener.changed(claim.id, state)
        return
      } catch (error) {
        if (this.#state === 'stopped' || isStorageError(error, 'DATABASE_CLOSED')) throw error
        this.#settings.log.error('the end of a task could not be written; trying again', { taskId: claim.id, error })
        await sleep(pauseMs)
      }
    }
  }

  async #write(
    claim: claims.TaskClaim,
    verdict: Verdict,
    progress: ExecutionProgress | null,
  ): Promise<TaskState | null> {
    const { storage, clock } = this.#settings
    const now = clock.now().getTime()
    if (verdict.kind === 'end') {
      const written = await claims.endTask(storage.db, claim, { ...verdict.end, progress }, now)
      return written ? verdict.end.state : null
    }
    const again =
      verdict.kind === 'again'
        ? { runAt: now + verdict.delayMs, error: verdict.error, attempt: claim.attempt }
        : { runAt: now, error: null, attempt: claim.attempt - 1 }
    const written = await claims.delayTask(storage.db, claim, again)
    if (written) this.wake()
    return written ? 'delayed' : null
  }

  /** Tells the other nodes that this one lives, and takes over what dead ones have left. */
  #beat(): void {
    this.#alarms.set('heartbeat', this.#settings.heartbeatMs, () => {
      this.#track(this.#renew())
      this.#beat()
    })
  }

  #leaseUntil(now: number): number {
    return now + heartbeatsOfLease * this.#settings.heartbeatMs
  }

  /** A task that this node has lost, because it was silent for too long, is stopped here. */
  async #renew(): Promise<void> {
    const { storage, clock, node } = this.#settings
    const leaseUntil = this.#leaseUntil(clock.now().getTime())
    const running = [...this.#running.keys()]
    const { held, toCancel } = await claims.renewLeases(storage.db, node, leaseUntil)
    for (const id of toCancel) this.abort(id, new AppError('CANCELLED', {}))
    for (const id of running) if (!held.has(id)) this.abort(id, new AppError('TASK_INTERRUPTED', {}))
    await this.#recover(null)
    await this.#promote()
    this.#listener.lookAround()
  }

  /** Forgets tasks that ended long ago, in small portions, once a day. */
  async #forget(): Promise<void> {
    const { storage, clock, keepDays, log } = this.#settings
    const before = clock.now().getTime() - keepDays * dayMs
    let removed = 0
    for (let portion = removedAtOnce; portion === removedAtOnce && this.#state === 'started'; removed += portion) {
      portion = await removeEndedBefore(storage.db, before, removedAtOnce)
    }
    this.#alarms.set('forget', dayMs, () => this.#track(this.#forget()))
    if (removed > 0) log.info('old tasks were removed', { removed, keepDays })
  }
}
