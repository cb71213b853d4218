import { useTranslation } from 'react-i18next'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { Approval } from '#shared/features/security/contract/rights.ts'

const tones: Readonly<Record<Approval['state'], StateTone>> = {
  waiting: 'warning',
  approved: 'good',
  rejected: 'stopped',
  withdrawn: 'off',
  expired: 'off',
  failed: 'failed',
}

/** How far a request is. */
export function ApprovalState({ approval }: { readonly approval: Pick<Approval, 'state'> }) {
  const { t } = useTranslation('security')
  return <StateBadge tone={tones[approval.state]}>{t(`approvals.state.${approval.state}`)}</StateBadge>
}
