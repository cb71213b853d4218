import { useTranslation } from 'react-i18next'
import type { Execution } from '#shared/features/backup/values.ts'

/** What a run is called: its job, or what is done to which repository. */
export function useExecutionName(): (execution: Execution) => string {
  const { t } = useTranslation('overview')
  return (execution) =>
    t(`kind.${execution.kind}`, {
      name: execution.kind === 'backup' ? (execution.jobName ?? execution.repositoryName) : execution.repositoryName,
    })
}
