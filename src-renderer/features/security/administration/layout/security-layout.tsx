import { Navigate, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { AreaLayout, isPageHere } from '#renderer/ui/area/area-layout.tsx'
import { useWaitingApprovals } from '../approvals/use-waiting-approvals.ts'
import { pagesFor, type SecurityPage, startFor } from './security-pages.ts'

const groups = ['state', 'people', 'use', 'proof'] as const

/** The pages of the area at the left, the chosen one beside them. */
export function SecurityLayout() {
  const { t } = useTranslation('security')
  const { permissions } = useSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const count = useWaitingApprovals()
  const pages = pagesFor(permissions)
  const start = startFor(permissions)
  if (start !== '/security' && /^\/security\/?$/.test(pathname)) return <Navigate to={start} replace />
  const waitingAt = ({ key }: SecurityPage) =>
    key === 'approvals' && count > 0 ? { count, text: t('area.waiting', { count }) } : undefined
  return (
    <AreaLayout
      label={t('area.menu')}
      groups={groups.map((group) => ({
        key: group,
        heading: t(`area.group.${group}`),
        pages: pages
          .filter((page) => page.group === group)
          .map((page) => ({
            to: page.to,
            label: t(`area.${page.key}`),
            isHere: isPageHere(pathname, page.to, '/security'),
            waiting: waitingAt(page),
          })),
      }))}
    />
  )
}
