import type { InferContractRouterOutputs } from '@orpc/contract'
import type { AccessScope } from '#main/features/security/index.ts'
import { dayMs } from '#main/platform/durations.ts'
import type { backupContract } from '#shared/features/backup/contract.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { overdueSince } from '../overdue.ts'
import type { BackupPorts } from '../ports.ts'
import { listActiveExecutionsIn } from '../repository/execution-rows.ts'
import { listAllJobs, listScheduledJobs, type ScheduledJob } from '../repository/job-rows.ts'
import { type DayFigures, listRecentExecutions, sumDays } from '../repository/overview-rows.ts'
import { listAllRepositories } from '../repository/repository-rows.ts'

export type Overview = InferContractRouterOutputs<typeof backupContract>['overview']['get']
type Attention = Overview['needsAttention'][number]
type KnownRepository = Awaited<ReturnType<typeof listAllRepositories>>[number]

const trendDays = 30
const shownAtMost = 10

const failing: ReadonlySet<Attention['code']> = new Set([
  'job-failed',
  'job-overdue',
  'repository-unreachable',
  'verification-failed',
])

/** Most urgent first. */
const urgency: readonly Attention['code'][] = [
  'verification-failed',
  'repository-unreachable',
  'job-failed',
  'job-overdue',
  'job-interrupted',
  'job-warnings',
  'job-never-ran',
  'repository-unverified',
]

/** Everything the overview says about the backups of a scope, in seven queries however many jobs there are. */
export async function readOverview(
  { storage, clock, config }: Pick<BackupPorts, 'storage' | 'clock' | 'config'>,
  scope?: AccessScope,
): Promise<Overview> {
  const { db } = storage
  const now = clock.now()
  const repositories = await listAllRepositories(db, scope)
  const jobs = await listAllJobs(db, scope)
  const scheduled = await listScheduledJobs(db, scope)
  const needsAttention = [
    ...repositories.flatMap((repository) => repositoryAttention(repository, now, config.verificationDueDays)),
    ...jobs.flatMap((job) =>
      jobAttention(
        job,
        scheduled.find((one) => one.id === job.id),
        now,
      ),
    ),
  ].sort((a, b) => urgency.indexOf(a.code) - urgency.indexOf(b.code) || a.since.localeCompare(b.since))
  return {
    verdict: verdictOf(needsAttention, jobs),
    repositoryCount: repositories.length,
    jobCount: jobs.length,
    needsAttention,
    running: await listActiveExecutionsIn(db, scope),
    nextRuns: scheduled
      .slice(0, shownAtMost)
      .map((job) => ({ jobId: job.id, jobName: job.name, at: job.nextRunAt.toISOString() })),
    recent: await listRecentExecutions(db, shownAtMost, scope),
    trend: await readTrend(db, now, scope),
    storedBytes: storedBytes(repositories),
  }
}

function verdictOf(needsAttention: readonly Attention[], jobs: readonly BackupJob[]): Overview['verdict'] {
  if (needsAttention.some(({ code }) => failing.has(code))) return 'failing'
  if (!jobs.some((job) => job.lastExecution !== null)) return 'nothing-yet'
  return needsAttention.length > 0 ? 'attention' : 'good'
}

function repositoryAttention(repository: KnownRepository, now: Date, dueDays: number): Attention[] {
  const { id, name, lastVerifiedAt } = repository
  const about = { subject: name, jobId: null, repositoryId: id, executionId: null }
  const found: Attention[] = []
  if (repository.unreachableSince !== null) {
    found.push({ ...about, code: 'repository-unreachable', since: repository.unreachableSince })
  }
  if (repository.lastVerification === 'failed' && lastVerifiedAt !== null) {
    const executionId = repository.verificationExecutionId
    found.push({ ...about, code: 'verification-failed', executionId, since: lastVerifiedAt })
  }
  const reliedOn = lastVerifiedAt ?? repository.createdAt
  const isDue = now.getTime() - Date.parse(reliedOn) > dueDays * dayMs
  if (isDue && repository.snapshotCount !== 0) {
    found.push({ ...about, code: 'repository-unverified', since: reliedOn })
  }
  return found
}

function jobAttention(job: BackupJob, scheduled: ScheduledJob | undefined, now: Date): Attention[] {
  const last = job.lastExecution
  const about = { subject: job.name, jobId: job.id, repositoryId: job.repositoryId }
  const found: Attention[] = []
  const overdue = scheduled && overdueSince(scheduled, now)
  if (overdue) found.push({ ...about, code: 'job-overdue', executionId: null, since: overdue.toISOString() })
  if (last === null) {
    const isNew = job.runningExecutionId !== null || !job.enabled
    return isNew || overdue ? found : [{ ...about, code: 'job-never-ran', executionId: null, since: job.createdAt }]
  }
  const code = { failed: 'job-failed', warnings: 'job-warnings', interrupted: 'job-interrupted' } as const
  if (last.state === 'failed' || last.state === 'warnings' || last.state === 'interrupted') {
    const since = last.finishedAt ?? last.createdAt
    found.push({ ...about, code: code[last.state], executionId: last.id, since })
  }
  return found
}

/** One point for each of the last thirty days in the machine's time zone. */
async function readTrend(
  db: BackupPorts['storage']['db'],
  now: Date,
  scope: AccessScope | undefined,
): Promise<Overview['trend']> {
  const offsetMs = -now.getTimezoneOffset() * 60_000
  const today = Math.floor((now.getTime() + offsetMs) / dayMs)
  const first = today - trendDays + 1
  const byDay = new Map<number, DayFigures>()
  const since = new Date(first * dayMs - offsetMs)
  for (const figures of await sumDays(db, since, offsetMs, scope)) byDay.set(figures.day, figures)
  return Array.from({ length: trendDays }, (_, at) => {
    const { succeeded = 0, warnings = 0, failed = 0, addedBytes = 0 } = byDay.get(first + at) ?? {}
    return { day: new Date((first + at) * dayMs).toISOString().slice(0, 10), succeeded, warnings, failed, addedBytes }
  })
}

function storedBytes(repositories: readonly KnownRepository[]): number | null {
  const measured = repositories.flatMap((repository) => repository.sizeBytes ?? [])
  return measured.length === 0 ? null : measured.reduce((sum, size) => sum + size, 0)
}
