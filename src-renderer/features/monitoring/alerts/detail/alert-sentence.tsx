import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/format/use-now.ts'
import { VerdictCard } from '#renderer/ui/state/verdict-card.tsx'
import type { Alert } from '#shared/features/monitoring/values.ts'
import { severityTones, standingOf, standingTones } from '../alert-tone.ts'

/** What has happened, in one sentence, and how long it has been so. */
export function AlertSentence({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const now = useNow()
  const standing = standingOf(alert)
  const since = alert.firedAt ?? alert.activeAt
  const lasted = format.duration(
    Math.max(0, (alert.resolvedAt === null ? now : Date.parse(alert.resolvedAt)) - Date.parse(since)),
  )
  const tone = standing === 'firing' ? severityTones[alert.severity] : standingTones[standing]
  return (
    <VerdictCard
      tone={tone}
      sentence={alert.description === '' ? alert.summary : alert.description}
      detail={t(`alerts.sentence.${standing}`, { since: format.minute(since), lasted })}
    />
  )
}
