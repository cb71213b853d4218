import { useTranslation } from 'react-i18next'
import type { AuditEntryView } from '#shared/features/security/contract/audit.ts'

/** Writes who did something, what it was and to what; an action without words is shown as it is called. */
export function useAuditText() {
  const { t, i18n } = useTranslation('security')
  return {
    action: (action: string): string =>
      i18n.t(`security:audit.actionName.${action.replace(/^security\./, '')}`, { defaultValue: action }),
    caller: (row: Pick<AuditEntryView, 'callerName' | 'callerKind'>): string =>
      row.callerName ?? t(`audit.callerKind.${row.callerKind}`),
    target: ({ target, targetName }: Pick<AuditEntryView, 'target' | 'targetName'>): string =>
      targetName ?? target ?? '',
  }
}
