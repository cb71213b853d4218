import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Crumb, PageHeader } from '#renderer/ui/page/page.tsx'
import classes from './area-page.module.css'

/** A page of the security area: cards in one column, or with `fill` one table that takes the whole height. */
export function AreaPage(props: {
  readonly title: string
  readonly description?: ReactNode
  readonly badge?: ReactNode
  readonly crumbs?: readonly Crumb[]
  readonly actions?: ReactNode
  readonly fill?: boolean
  readonly children: ReactNode
}) {
  const { t } = useTranslation('security')
  return (
    <div className={classes.page} data-fill={props.fill || undefined}>
      <PageHeader
        title={props.title}
        crumbs={[{ label: t('area.title'), link: { to: '/security' } }, ...(props.crumbs ?? [])]}
        badge={props.badge}
        description={props.description}
        actions={props.actions}
      />
      {props.children}
    </div>
  )
}
