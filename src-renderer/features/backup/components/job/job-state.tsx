import { useTranslation } from 'react-i18next'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { ExecutionState } from '../execution/execution-state.tsx'

/** How a job stands: its run now or its last one; never run, or off. */
export function JobState({ job }: { readonly job: BackupJob }) {
  const { t } = useTranslation('backup')
  if (job.runningExecutionId !== null && job.lastExecution?.id !== job.runningExecutionId)
    return <StateBadge tone="running">{t('execution.state.running')}</StateBadge>
  if (!job.enabled && job.runningExecutionId === null) return <StateBadge tone="off">{t('job.state.off')}</StateBadge>
  if (job.lastExecution === null) return <StateBadge tone="off">{t('job.state.never-ran')}</StateBadge>
  return <ExecutionState execution={job.lastExecution} />
}
