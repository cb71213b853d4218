import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

const pages = [
  { key: 'checks', to: '/monitoring/sources' },
  { key: 'scrapes', to: '/monitoring/sources/scrapes' },
  { key: 'heartbeats', to: '/monitoring/sources/heartbeats' },
] as const

/** Frame of the three lists of what is watched from here: what is asked, what is read, what reports in. */
export function SourcePages(props: {
  readonly here: (typeof pages)[number]['key']
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation('monitoring')
  const { here } = props
  return (
    <MonitoringPage
      title={t(`sources.pages.${here}`)}
      crumbs={here === 'checks' ? [] : [{ label: t('sources.title'), link: { to: '/monitoring/sources' } }]}
      description={t(`sources.text.${here}`)}
      actions={props.actions}
      fill
    >
      <SubPages
        label={t('sources.pages.label')}
        pages={pages.map(({ key, to }) => ({ key, to, label: t(`sources.pages.${key}`) }))}
        here={here}
      />
      {props.children}
    </MonitoringPage>
  )
}
