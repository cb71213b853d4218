import { nextRuns, previousRuns } from './cron.ts'
import type { ScheduledJob } from './repository/job-rows.ts'

/** A run may take this long before it counts as not having succeeded. */
const graceMs = 3_600_000

/**
 * Since when a job is overdue: its last two runs should have succeeded by now and none has. Null while it is not, or
 * while a backup is running.
 */
export function overdueSince(job: Omit<ScheduledJob, 'name' | 'repositoryId'>, now: Date): Date | null {
  if (job.isActive) return null
  const reliedOn = job.lastSuccessAt ?? job.scheduledSince
  const [, lastButOne] = previousRuns(job, new Date(now.getTime() - graceMs), 2)
  if (lastButOne === undefined || lastButOne <= job.scheduledSince || reliedOn >= lastButOne) return null
  const first = new Date(Math.max(reliedOn.getTime(), job.scheduledSince.getTime()))
  return nextRuns(job, first, 1)[0] ?? lastButOne
}
