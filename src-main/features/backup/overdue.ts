import { nextRuns } from '#main/platform/cron.ts'
import type { ScheduledJob } from './repository/job-rows.ts'

/** A run may take this long before it counts as not having succeeded. */
const graceMs = 3_600_000

/**
 * Since when a job is overdue: the two runs after its last success have passed, and none has succeeded. Null while it is
 * not, or while a backup is running.
 */
export function overdueSince(job: Omit<ScheduledJob, 'name' | 'repositoryId' | 'ownerId'>, now: Date): Date | null {
  if (job.isActive) return null
  const reliedOn = Math.max(job.lastSuccessAt?.getTime() ?? 0, job.scheduledSince.getTime())
  const [first, second] = nextRuns(job, new Date(reliedOn), 2)
  if (first === undefined || second === undefined) return null
  return second.getTime() + graceMs > now.getTime() ? null : first
}
