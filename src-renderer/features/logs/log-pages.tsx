import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { Page, PageHeader } from '#renderer/ui/page/page.tsx'
import { SubPages } from '#renderer/ui/page/sub-pages.tsx'
import { pagesFor } from './log-page-list.ts'

/** The pages of the log side by side, above what the chosen one shows. */
export function LogPages(props: {
  readonly here: ReturnType<typeof pagesFor>[number]['key']
  readonly description?: string
  readonly fill?: boolean
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation('logs')
  const { permissions } = useSession()
  return (
    <Page fill={props.fill ?? false}>
      <PageHeader title={t('title')} description={props.description} actions={props.actions} />
      <SubPages
        label={t('pages')}
        pages={pagesFor(permissions).map(({ key, to }) => ({ key, to, label: t(`page.${key}`) }))}
        here={props.here}
      />
      {props.children}
    </Page>
  )
}
