import { useTranslation } from 'react-i18next'
import type { Execution } from '#shared/features/backup/values.ts'

type Named = Pick<Execution, 'kind' | 'jobName' | 'repositoryName'>

/** What a run is called: its job, or what is done to which repository. */
export function useExecutionName(): (execution: Named) => string {
  const { t } = useTranslation('backup')
  return (execution) =>
    t(`execution.name.${execution.kind}`, {
      name: execution.kind === 'backup' ? (execution.jobName ?? execution.repositoryName) : execution.repositoryName,
    })
}
