import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { ExecutionState } from '#shared/features/backup/values.ts'

/** The colour and icon of each state of a run. */
export const executionTone: Readonly<Record<ExecutionState, StateTone>> = {
  waiting: 'off',
  running: 'running',
  succeeded: 'good',
  warnings: 'warning',
  failed: 'failed',
  cancelled: 'stopped',
  interrupted: 'warning',
}
