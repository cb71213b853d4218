import { useTranslation } from 'react-i18next'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { Alert, Severity } from '#shared/features/monitoring/values.ts'
import { severityTones, standingOf, standingTones } from './alert-tone.ts'

/** How serious an alert is. */
export function SeverityBadge({ severity }: { readonly severity: Severity }) {
  const { t } = useTranslation('monitoring')
  return <StateBadge tone={severityTones[severity]}>{t(`severity.${severity}`)}</StateBadge>
}

/** How an alert stands. */
export function AlertStandingBadge({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const standing = standingOf(alert)
  return <StateBadge tone={standingTones[standing]}>{t(`alerts.standing.${standing}`)}</StateBadge>
}
