import { type CronSchedule, nextRuns } from '#main/platform/cron.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { scheduleText } from '../schedule-text/schedule-text.ts'

const runsShown = 5

/** A schedule in words, and its next runs. */
export async function explainSchedule(
  schedule: CronSchedule & { readonly language: Language },
  now: Date,
): Promise<{ text: string; nextRuns: string[] }> {
  const runs = nextRuns(schedule, now, runsShown)
  return { text: await scheduleText(schedule.cron, schedule.language), nextRuns: runs.map((run) => run.toISOString()) }
}
