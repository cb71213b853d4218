import { Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { useWaitingApprovals } from '../approvals/use-waiting-approvals.ts'
import classes from './security-layout.module.css'
import { pagesFor, type SecurityPage, startFor } from './security-pages.ts'

const groups = ['state', 'people', 'use', 'proof'] as const

function PageLink({ page, here }: { readonly page: SecurityPage; readonly here: boolean }) {
  const { t } = useTranslation('security')
  const waiting = useWaitingApprovals()
  const count = page.key === 'approvals' ? waiting : 0
  return (
    <Link
      to={page.to}
      className={classes.item}
      activeOptions={{ exact: page.to === '/security' }}
      aria-current={here ? 'page' : undefined}
    >
      {t(`area.${page.key}`)}
      {count === 0 ? null : (
        <span className={classes.count}>
          <span aria-hidden>{count}</span>
          <span className={classes.spoken}>{t('area.waiting', { count })}</span>
        </span>
      )}
    </Link>
  )
}

/** Whether the address lies on the page or beneath it. */
function isHere(pathname: string, page: SecurityPage): boolean {
  return page.to === '/security' ? /^\/security\/?$/.test(pathname) : pathname.startsWith(page.to)
}

/** The pages of the area at the left, the chosen one beside them. */
export function SecurityLayout() {
  const { t } = useTranslation('security')
  const { permissions } = useSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const pages = pagesFor(permissions)
  const start = startFor(permissions)
  if (start !== '/security' && /^\/security\/?$/.test(pathname)) return <Navigate to={start} replace />
  return (
    <div className={classes.layout}>
      <nav aria-label={t('area.menu')} className={classes.menu}>
        {groups.map((group) => {
          const own = pages.filter((page) => page.group === group)
          return own.length === 0 ? null : (
            <div key={group} className={classes.group}>
              <div className={classes.heading} id={`security-${group}`}>
                {t(`area.group.${group}`)}
              </div>
              {own.map((page) => (
                <PageLink key={page.key} page={page} here={isHere(pathname, page)} />
              ))}
            </div>
          )
        })}
      </nav>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  )
}
