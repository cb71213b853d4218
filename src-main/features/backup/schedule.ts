import { systemContext } from '#main/features/security/index.ts'
import type { Caller } from '#main/platform/caller.ts'
import { nextRun } from '#main/platform/cron.ts'
import { isAppError } from '#shared/contract/errors.ts'
import type { Announcements } from './announcements.ts'
import { overdueSince } from './overdue.ts'
import type { BackupPorts } from './ports.ts'
import { advanceJob, listScheduledJobs, markOverdueNotified, type ScheduledJob } from './repository/job-rows.ts'
import type { JobService } from './service/jobs.ts'

/** A run that begins later than this was missed, and is caught up. */
const missedAfterMs = 60_000
/** The machine slept, or the clock was set, when two looks lie further apart than this. */
const sleptAfterMs = 90_000
const longestWaitMs = 30_000
const overdueEveryMs = 600_000

/** Starts jobs when they are due. What was missed while the program or the machine was off is caught up once. */
export class BackupSchedule {
  readonly #ports: BackupPorts
  readonly #jobs: JobService
  readonly #announcements: Announcements
  #timer: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #stopped = true
  #lastLookAt = 0
  #catchUpFromMs = 0
  #overdueCheckedMs = Number.NEGATIVE_INFINITY

  constructor(ports: BackupPorts, jobs: JobService, announcements: Announcements) {
    this.#ports = ports
    this.#jobs = jobs
    this.#announcements = announcements
  }

  start(): void {
    this.#stopped = false
    this.wake()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#looking
  }

  /** Looks at once: a schedule may have changed. */
  wake(): void {
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#looking = this.#looking.then(() => this.#look())
  }

  async #look(): Promise<void> {
    if (this.#stopped) return
    let waitMs = longestWaitMs
    try {
      waitMs = await this.#startDue()
    } catch (error) {
      this.#ports.log.error('due backups could not be started', { error })
    }
    if (this.#stopped) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.wake(), waitMs)
  }

  /** Starts what is due; how long there is nothing to do. */
  async #startDue(): Promise<number> {
    const { clock, storage } = this.#ports
    const now = clock.now()
    if (now.getTime() - this.#lastLookAt > sleptAfterMs) {
      this.#catchUpFromMs = clock.monotonicMs() + this.#ports.config.catchUpDelayMs
    }
    this.#lastLookAt = now.getTime()
    const jobs = await listScheduledJobs(storage.db)
    for (const job of jobs) if (job.nextRunAt <= now) await this.#startOrCatchUp(job, now)
    await this.#tellOverdue(jobs, now)
    const waits = jobs.map((job) => job.nextRunAt.getTime() - now.getTime()).filter((wait) => wait > 0)
    return Math.min(longestWaitMs, ...waits)
  }

  async #startOrCatchUp(job: ScheduledJob, now: Date): Promise<void> {
    const missed = now.getTime() - job.nextRunAt.getTime() > missedAfterMs
    if (missed && this.#ports.clock.monotonicMs() < this.#catchUpFromMs) return
    try {
      await this.#jobs.run(job.id, { ...systemContext(), caller: callerOf(job) }, missed ? 'catch-up' : 'schedule')
    } catch (error) {
      if (!isAppError(error, 'BACKUP_ALREADY_RUNNING')) {
        this.#ports.log.error('a due backup could not be started', { jobId: job.id, error })
        return
      }
      this.#ports.log.info('a due backup was left out, because the one before is still running', { jobId: job.id })
    }
    await advanceJob(this.#ports.storage.db, job.id, job.nextRunAt, nextRun(job, now))
  }

  async #tellOverdue(jobs: readonly ScheduledJob[], now: Date): Promise<void> {
    const { clock, storage } = this.#ports
    if (clock.monotonicMs() < this.#catchUpFromMs) return
    if (clock.monotonicMs() - this.#overdueCheckedMs < overdueEveryMs) return
    this.#overdueCheckedMs = clock.monotonicMs()
    for (const job of jobs) {
      const since = job.overdueNotifiedAt === null ? overdueSince(job, now) : null
      if (since === null) continue
      await markOverdueNotified(storage.db, job.id, now)
      this.#announcements.jobOverdue(job, since)
    }
  }
}

/**
 * A schedule is the site's and not its owner's: it runs as the program itself, on behalf of whoever owns the job, so that
 * no backup silently stops because a person has left or has another role now.
 */
function callerOf({ ownerId }: ScheduledJob): Caller {
  return { kind: 'system', ...(ownerId === null ? {} : { onBehalfOf: ownerId }) }
}
