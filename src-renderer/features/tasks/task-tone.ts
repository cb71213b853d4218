import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TaskStateValue } from '#shared/features/tasks/values.ts'

/** The colour and icon of each state of a task. */
export const taskTone: Readonly<Record<TaskStateValue, StateTone>> = {
  waiting: 'off',
  delayed: 'warning',
  running: 'running',
  succeeded: 'good',
  failed: 'failed',
  cancelled: 'stopped',
  interrupted: 'warning',
}
