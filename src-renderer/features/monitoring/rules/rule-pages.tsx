import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'

const pages = [
  { key: 'list', to: '/monitoring/rules' },
  { key: 'files', to: '/monitoring/rules/files' },
] as const

/** Frame of the pages about rules: the rules themselves, and the files they come from. */
export function RulePages(props: {
  readonly here: (typeof pages)[number]['key']
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation('monitoring')
  const { here } = props
  return (
    <MonitoringPage
      title={t(`rules.pages.${here}`)}
      crumbs={here === 'list' ? [] : [{ label: t('rules.pages.list'), link: { to: '/monitoring/rules' } }]}
      description={t(`rules.text.${here}`)}
      actions={props.actions}
      fill
    >
      <SubPages
        label={t('rules.pages.label')}
        pages={pages.map(({ key, to }) => ({ key, to, label: t(`rules.pages.${key}`) }))}
        here={here}
      />
      {props.children}
    </MonitoringPage>
  )
}
