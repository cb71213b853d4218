import { useTranslation } from 'react-i18next'
import type { ShownFailure } from '#renderer/ui/failure/failure.ts'
import type { FailureAction } from '#renderer/ui/failure/failure-action.ts'

/** Where a failure goes on: a change that waits for a second person is followed under approvals. */
export function useFailureActions(open: (address: '/security/approvals') => void) {
  const { t } = useTranslation('app')
  return (failure: ShownFailure): FailureAction | null =>
    failure.code === 'APPROVAL_REQUIRED' ? { label: t('approvals.open'), run: () => open('/security/approvals') } : null
}
