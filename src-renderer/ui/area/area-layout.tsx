import { VisuallyHidden } from '@mantine/core'
import { Link, type LinkProps, Outlet } from '@tanstack/react-router'
import { useId } from 'react'
import classes from './area-layout.module.css'

/** A page of an area in its menu. */
export interface AreaMenuPage {
  readonly to: NonNullable<LinkProps['to']>
  readonly label: string
  readonly isHere: boolean
  /** How many things wait there, and the sentence that says so to a screen reader; nothing waits without it. */
  readonly waiting?: { readonly count: number; readonly text: string } | undefined
}

export interface AreaMenuGroup {
  readonly key: string
  readonly heading: string
  readonly pages: readonly AreaMenuPage[]
}

function MenuGroup({ group }: { readonly group: AreaMenuGroup }) {
  const headingId = useId()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" className={classes.group} aria-labelledby={headingId}>
      <div className={classes.heading} id={headingId}>
        {group.heading}
      </div>
      {group.pages.map((page) => (
        <Link key={page.to} to={page.to} className={classes.item} aria-current={page.isHere ? 'page' : undefined}>
          {page.label}
          {page.waiting === undefined ? null : (
            <span className={classes.count}>
              <span aria-hidden>{page.waiting.count}</span>
              <VisuallyHidden>{page.waiting.text}</VisuallyHidden>
            </span>
          )}
        </Link>
      ))}
    </div>
  )
}

/** Whether the address lies on the page or beneath it; the start of an area is the page itself alone. */
export function isPageHere(pathname: string, to: string, start: string): boolean {
  const path = pathname.replace(/\/$/, '')
  return to === start ? path === start : path === to || path.startsWith(`${to}/`)
}

/** The pages of an area at the left in groups, the chosen one beside them. Groups without a page are left out. */
export function AreaLayout(props: { readonly label: string; readonly groups: readonly AreaMenuGroup[] }) {
  return (
    <div className={classes.layout}>
      <nav aria-label={props.label} className={classes.menu}>
        {props.groups.map((group) => (group.pages.length === 0 ? null : <MenuGroup key={group.key} group={group} />))}
      </nav>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  )
}
