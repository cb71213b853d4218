import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

const pages = [
  { key: 'list', to: '/monitoring/alerts' },
  { key: 'silences', to: '/monitoring/alerts/silences' },
  { key: 'maintenance', to: '/monitoring/alerts/maintenance' },
  { key: 'statistics', to: '/monitoring/alerts/statistics' },
] as const

/** Frame of the pages about alerts: what fires, what is kept quiet, and how often. */
export function AlertPages(props: {
  readonly here: (typeof pages)[number]['key']
  readonly actions?: ReactNode
  readonly fill?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('monitoring')
  const { here } = props
  return (
    <MonitoringPage
      title={t(`alerts.pages.${here}`)}
      crumbs={here === 'list' ? [] : [{ label: t('alerts.pages.list'), link: { to: '/monitoring/alerts' } }]}
      description={t(`alerts.text.${here}`)}
      actions={props.actions}
      fill={props.fill ?? true}
    >
      <SubPages
        label={t('alerts.pages.label')}
        pages={pages.map(({ key, to }) => ({ key, to, label: t(`alerts.pages.${key}`) }))}
        here={here}
      />
      {props.children}
    </MonitoringPage>
  )
}
