import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

const pages = [
  { key: 'channels', to: '/monitoring/notifications' },
  { key: 'routes', to: '/monitoring/notifications/routes' },
  { key: 'deliveries', to: '/monitoring/notifications/deliveries' },
] as const

/** Frame of the pages about telling people: how, who is told what, and what was sent. */
export function TellingPages(props: {
  readonly here: (typeof pages)[number]['key']
  readonly actions?: ReactNode
  readonly fill?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('monitoring')
  const { here } = props
  return (
    <MonitoringPage
      title={t(`telling.pages.${here}`)}
      crumbs={here === 'channels' ? [] : [{ label: t('telling.title'), link: { to: '/monitoring/notifications' } }]}
      description={t(`telling.text.${here}`)}
      actions={props.actions}
      fill={props.fill ?? true}
    >
      <SubPages
        label={t('telling.pages.label')}
        pages={pages.map(({ key, to }) => ({ key, to, label: t(`telling.pages.${key}`) }))}
        here={here}
      />
      {props.children}
    </MonitoringPage>
  )
}
