import { useTranslation } from 'react-i18next'
import { AreaPage, type AreaPageProps } from '#renderer/ui/area/area-page.tsx'

/** A page of the monitoring area: cards in one column, or with `fill` one table that takes the whole height. */
export function MonitoringPage(props: AreaPageProps) {
  const { t } = useTranslation('monitoring')
  return <AreaPage area={{ label: t('area.title'), link: { to: '/monitoring' } }} {...props} />
}
