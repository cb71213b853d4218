import { useTranslation } from 'react-i18next'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

export function DashboardsScreen() {
  const { t } = useTranslation('monitoring')
  return <MonitoringPage title={t('area.dashboards')}>{null}</MonitoringPage>
}
