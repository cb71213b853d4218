import { useTranslation } from 'react-i18next'
import type { Execution } from '#shared/features/backup/values.ts'

/** Who asked for a run: a person by name, the schedule, or whoever owns the folder of the program's data. */
export function useRequesterText(): (execution: Pick<Execution, 'requestedBy'>) => string {
  const { t } = useTranslation('backup')
  return ({ requestedBy }) => {
    if (requestedBy === 'system') return t('execution.requestedBy.system')
    return requestedBy === 'local-operator' ? t('execution.requestedBy.local') : requestedBy
  }
}
