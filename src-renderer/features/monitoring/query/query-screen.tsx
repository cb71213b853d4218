import { useTranslation } from 'react-i18next'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

export function QueryScreen() {
  const { t } = useTranslation('monitoring')
  return <MonitoringPage title={t('area.query')}>{null}</MonitoringPage>
}
