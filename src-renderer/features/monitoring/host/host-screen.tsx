import { useTranslation } from 'react-i18next'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

export function HostScreen() {
  const { t } = useTranslation('monitoring')
  return <MonitoringPage title={t('area.host')}>{null}</MonitoringPage>
}
