import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Route } from '#shared/features/monitoring/contract/notifications.ts'

/** When a route tells and how it puts alerts together, in one line. */
export function useRouteTiming({ groupWaitSeconds, repeatSeconds, groupBy, hours, digestAt }: Route): string {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const repeat = format.duration(repeatSeconds * 1000)
  const when =
    digestAt !== null
      ? t('routes.summaryDigest', { at: digestAt })
      : groupWaitSeconds === 0
        ? t('routes.summaryAtOnce', { repeat })
        : t('routes.summary', { wait: format.duration(groupWaitSeconds * 1000), repeat })
  return [
    when,
    ...(groupBy.length === 0 ? [] : [t('routes.summaryGroup', { labels: groupBy.join(', ') })]),
    ...(hours === null ? [] : [`${hours.from}–${hours.to}`]),
  ].join(' · ')
}
