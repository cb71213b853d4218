import { Navigate, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { AreaLayout, isPageHere } from '#renderer/ui/area/area-layout.tsx'
import { pagesFor, startFor } from './monitoring-pages.ts'

const groups = ['now', 'figures', 'watching'] as const

/** The pages of the area at the left, the chosen one beside them. */
export function MonitoringLayout() {
  const { t } = useTranslation('monitoring')
  const { permissions } = useSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const pages = pagesFor(permissions)
  const start = startFor(permissions)
  if (start !== '/monitoring' && /^\/monitoring\/?$/.test(pathname)) return <Navigate to={start} replace />
  return (
    <AreaLayout
      label={t('area.menu')}
      groups={groups.map((group) => ({
        key: group,
        heading: t(`area.group.${group}`),
        pages: pages
          .filter((page) => page.group === group)
          .map(({ key, to }) => ({
            to,
            label: t(`area.${key}`),
            isHere: isPageHere(pathname, to, '/monitoring'),
          })),
      }))}
    />
  )
}
