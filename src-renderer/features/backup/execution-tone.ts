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

/** Whether a run is still to come or going on. */
export function isLive(state: ExecutionState): boolean {
  return state === 'waiting' || state === 'running'
}
