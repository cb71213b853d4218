import type { ReactNode } from 'react'
import { type Crumb, PageHeader } from '#renderer/ui/page/page.tsx'
import classes from './area-page.module.css'

export interface AreaPageProps {
  readonly title: string
  readonly description?: ReactNode
  readonly badge?: ReactNode
  /** The way here from the area. */
  readonly crumbs?: readonly Crumb[]
  readonly actions?: ReactNode
  /** One table that takes the whole height, instead of cards in one column. */
  readonly fill?: boolean
  readonly children: ReactNode
}

/** A page of an area with a menu of its own. */
export function AreaPage({ area, ...props }: AreaPageProps & { readonly area: Crumb }) {
  return (
    <div className={classes.page} data-fill={props.fill || undefined}>
      <PageHeader
        title={props.title}
        crumbs={[area, ...(props.crumbs ?? [])]}
        badge={props.badge}
        description={props.description}
        actions={props.actions}
      />
      {props.children}
    </div>
  )
}
