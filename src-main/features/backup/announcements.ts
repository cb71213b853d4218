import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Execution } from '#shared/features/backup/values.ts'

type NoticeData = Record<string, string | number>
type Severity = 'information' | 'success' | 'warning' | 'failure'

const severities: Partial<Record<Execution['state'], Severity>> = {
  succeeded: 'success',
  warnings: 'warning',
  failed: 'failure',
  interrupted: 'warning',
}

/** Tells windows and hosts what has happened to runs. */
export class Announcements {
  readonly #events: EventBus
  readonly #clock: Clock
  readonly #onEnded: (execution: Execution) => void

  /** `onEnded` hears once of each run that comes to its end. */
  constructor(events: EventBus, clock: Clock, onEnded: (execution: Execution) => void = () => {}) {
    this.#events = events
    this.#clock = clock
    this.#onEnded = onEnded
  }

  executionChanged(execution: Execution): void {
    this.#events.publish({ type: 'backup.execution.changed', id: execution.id })
    if (execution.kind === 'restore') this.#events.publish({ type: 'backup.restore.changed', id: execution.id })
    if (execution.jobId !== null) this.#events.publish({ type: 'backup.job.changed', id: execution.jobId })
  }

  /** Says how a run ended, where nobody may be looking: everything but a scheduled backup without any trouble. */
  executionEnded(execution: Execution): void {
    this.#onEnded(execution)
    const severity = severities[execution.state]
    const isRoutine = execution.state === 'succeeded' && execution.trigger !== 'manual'
    if (severity === undefined || isRoutine) return
    this.#notice(severity, `backup.notice.${execution.kind}-${execution.state}`, `/backup/executions/${execution.id}`, {
      job: execution.jobName ?? '',
      repository: execution.repositoryName,
      problems: execution.problemCount,
      failure: execution.failure?.code ?? '',
    })
  }

  jobOverdue(job: { readonly id: string; readonly name: string }, since: Date): void {
    this.#notice('failure', 'backup.notice.job-overdue', `/backup/jobs/${job.id}`, {
      job: job.name,
      since: since.toISOString(),
    })
  }

  #notice(severity: Severity, code: string, link: string, data: NoticeData): void {
    this.#events.publish({
      type: 'notice',
      id: newId(),
      at: this.#clock.now().toISOString(),
      severity,
      code,
      data,
      link,
    })
  }
}
