import { Link, type LinkProps } from '@tanstack/react-router'
import classes from './sub-pages.module.css'

/** A page beside others of the same subject. */
export interface SubPage {
  readonly key: string
  readonly label: string
  readonly to: NonNullable<LinkProps['to']>
}

/** Pages of one subject side by side, above what the chosen one shows. */
export function SubPages(props: { readonly label: string; readonly pages: readonly SubPage[]; readonly here: string }) {
  return (
    <nav aria-label={props.label} className={classes.pages}>
      {props.pages.map(({ key, label, to }) => (
        <Link
          key={key}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.page}
          aria-current={key === props.here ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
