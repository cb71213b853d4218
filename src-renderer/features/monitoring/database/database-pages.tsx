import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

const pages = [
  { key: 'overview', to: '/monitoring/database' },
  { key: 'queries', to: '/monitoring/database/queries' },
  { key: 'indexes', to: '/monitoring/database/indexes' },
] as const

/** Frame of what is known about the database: how it stands, what it is asked, what keeps it quick. */
export function DatabasePages(props: {
  readonly here: (typeof pages)[number]['key']
  readonly actions?: ReactNode
  readonly fill?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('monitoring')
  const { here, fill = false } = props
  return (
    <MonitoringPage
      title={here === 'overview' ? t('database.title') : t(`database.pages.${here}`)}
      crumbs={here === 'overview' ? [] : [{ label: t('database.title'), link: { to: '/monitoring/database' } }]}
      description={t(`database.text.${here}`)}
      actions={props.actions}
      fill={fill}
    >
      <SubPages
        label={t('database.pages.label')}
        pages={pages.map(({ key, to }) => ({ key, to, label: t(`database.pages.${key}`) }))}
        here={here}
      />
      {props.children}
    </MonitoringPage>
  )
}
