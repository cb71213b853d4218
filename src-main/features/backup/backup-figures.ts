import type { Clock } from '#main/platform/clock.ts'
import { nextRuns } from '#main/platform/cron.ts'
import { dayMs } from '#main/platform/durations.ts'
import type { MetricRegistry, MetricSource } from '#main/platform/metrics/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { BackupJob, Execution } from '#shared/features/backup/values.ts'
import { listActiveExecutions } from './repository/execution-rows.ts'
import { lastSuccesses, repositoryFigures, successCounts } from './repository/figure-rows.ts'
import { listAllJobs } from './repository/job-rows.ts'

const periods = { '24h': dayMs, '7d': 7 * dayMs, '30d': 30 * dayMs } as const
const results = ['success', 'warning', 'failed', 'cancelled'] as const
const everyMs = 10_000
/** Runs that wait to be counted, should nobody ask for figures. */
const endedAtMost = 10_000

const statusNumbers: Partial<Record<Execution['state'], number>> = {
  ...{ succeeded: 0, warnings: 1, failed: 2, interrupted: 2 },
}
const resultNames: Partial<Record<Execution['state'], (typeof results)[number]>> = {
  ...{ succeeded: 'success', warnings: 'warning', failed: 'failed', interrupted: 'failed', cancelled: 'cancelled' },
}

/** Figures of jobs, runs and repositories: runs are counted once as they end, the rest is read when it is asked for. */
export class BackupFigures implements MetricSource {
  readonly name = 'backup'
  readonly everyMs = everyMs
  readonly #ports: { readonly storage: Pick<Storage, 'db'>; readonly clock: Clock }
  #ended: Execution[] = []
  #hasBegun = false

  constructor(ports: { readonly storage: Pick<Storage, 'db'>; readonly clock: Clock }) {
    this.#ports = ports
  }

  /** A run has come to its end. */
  ended(execution: Execution): void {
    if (this.#ended.length < endedAtMost) this.#ended.push(execution)
  }

  async refresh(registry: MetricRegistry): Promise<void> {
    this.#count(registry)
    await Promise.all([this.#jobs(registry), this.#rates(registry), this.#repositories(registry)])
  }

  /** All results stand at nothing first, so that the first of its kind is an increase. */
  #count(registry: MetricRegistry): void {
    if (!this.#hasBegun) {
      for (const result of results) registry.add('backup_executions_total', { result }, 0)
      for (const result of ['success', 'failed']) registry.add('verification_tests_total', { result }, 0)
    }
    this.#hasBegun = true
    const ended = this.#ended
    this.#ended = []
    for (const execution of ended) countRun(registry, execution)
  }

  async #jobs(registry: MetricRegistry): Promise<void> {
    const { storage, clock } = this.#ports
    const [jobs, active, successes] = await Promise.all([
      listAllJobs(storage.db),
      listActiveExecutions(storage.db),
      lastSuccesses(storage.db),
    ])
    const now = clock.now()
    const each = (value: (job: BackupJob) => number | null | undefined) =>
      jobs.flatMap((job) => {
        const found = value(job)
        return found === null || found === undefined ? [] : [{ labels: { job_name: job.name }, value: found }]
      })
    const successOf = ({ id }: BackupJob) => successes.find(({ jobId }) => jobId === id)
    const running = ({ id }: BackupJob) =>
      active.find(({ jobId, kind, state }) => jobId === id && kind === 'backup' && state === 'running')?.startedAt
    const enabled = jobs.filter((job) => job.enabled).length
    registry.set('backup_jobs_total', { status: 'enabled' }, enabled)
    registry.set('backup_jobs_total', { status: 'disabled' }, jobs.length - enabled)
    registry.replace(
      'kuraban_backup_job_enabled',
      each((job) => (job.enabled ? 1 : 0)),
    )
    registry.replace(
      'kuraban_backup_schedule_interval_seconds',
      each((job) => scheduleSeconds(job, now)),
    )
    registry.replace(
      'kuraban_backup_last_run_status',
      each((job) => statusNumbers[job.lastExecution?.state ?? 'waiting']),
    )
    registry.replace(
      'kuraban_backup_last_duration_seconds',
      each((job) => secondsOf(job.lastExecution?.durationMs)),
    )
    registry.replace(
      'kuraban_backup_last_success_timestamp_seconds',
      each((job) => secondsOf(successOf(job)?.finishedAt)),
    )
    registry.replace(
      'kuraban_backup_last_size_bytes',
      each((job) => successOf(job)?.totalBytes),
    )
    registry.replace(
      'kuraban_backup_running_seconds',
      each((job) => secondsSince(running(job), now)),
    )
  }

  async #rates(registry: MetricRegistry): Promise<void> {
    const { storage, clock } = this.#ports
    registry.remove('backup_success_rate')
    for (const [period, ms] of Object.entries(periods)) {
      const { ended, succeeded } = await successCounts(storage.db, clock.now().getTime() - ms)
      if (ended > 0) registry.set('backup_success_rate', { period }, succeeded / ended)
    }
  }

  async #repositories(registry: MetricRegistry): Promise<void> {
    const all = await repositoryFigures(this.#ports.storage.db)
    const each = (value: (one: (typeof all)[number]) => number | null) =>
      all.flatMap((one) => {
        const found = value(one)
        return found === null ? [] : [{ labels: { repository: one.name }, value: found }]
      })
    registry.replace(
      'kuraban_repository_up',
      each(({ isReachable }) => (isReachable === null ? null : Number(isReachable))),
    )
    registry.replace(
      'kuraban_repository_size_bytes',
      each(({ sizeBytes }) => sizeBytes),
    )
    registry.replace(
      'kuraban_repository_last_check_timestamp_seconds',
      each(({ lastVerifiedAt }) => secondsOf(lastVerifiedAt)),
    )
    registry.replace(
      'kuraban_repository_check_errors',
      each(({ lastVerifiedAt, errors }) => (lastVerifiedAt === null ? null : errors)),
    )
    const bytes = all.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0)
    registry.set('kuraban_storage_used_bytes', { kind: 'repositories' }, bytes)
  }
}

function countRun(
  registry: MetricRegistry,
  { kind, state, durationMs, figures, jobName, problemCount }: Execution,
): void {
  const result = resultNames[state]
  const seconds = secondsOf(durationMs)
  if (result === undefined) return
  if (kind === 'verify' && result !== 'cancelled') {
    registry.add('verification_tests_total', { result: result === 'success' ? 'success' : 'failed' })
    if (seconds !== null) registry.observe('verification_duration_seconds', {}, seconds)
  }
  if (kind !== 'backup') return
  registry.add('backup_executions_total', { result })
  if (seconds !== null) registry.observe('backup_execution_duration_seconds', {}, seconds)
  if (figures !== null) registry.observe('backup_size_bytes', {}, figures.totalBytes)
  if (jobName !== null) registry.add('kuraban_backup_warnings_total', { job_name: jobName }, problemCount)
}

/** Between the next two runs; null for a job without a plan. */
function scheduleSeconds({ schedule, enabled }: BackupJob, now: Date): number | null {
  if (schedule === null || !enabled) return null
  const [first, second] = nextRuns(schedule, now, 2)
  return first === undefined || second === undefined ? null : (second.getTime() - first.getTime()) / 1000
}

function secondsSince(instant: string | null | undefined, now: Date): number | null {
  return instant === null || instant === undefined ? null : Math.max(0, (now.getTime() - Date.parse(instant)) / 1000)
}

function secondsOf(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : ms / 1000
}
