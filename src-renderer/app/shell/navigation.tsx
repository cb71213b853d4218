import { ActionIcon, Text, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { navigationFor } from '#renderer/app/navigation.ts'
import { useWaitingApprovals } from '#renderer/features/security/index.ts'
import { Logo } from '#renderer/ui/logo.tsx'
import type { SystemInfo } from '#shared/features/system/contract.ts'
import classes from './navigation.module.css'

const environments = ['production', 'staging', 'development'] as const

function Site({ info }: { readonly info: SystemInfo | undefined }) {
  const { t } = useTranslation('app')
  const environment = environments.find((known) => known === info?.environment)
  const place =
    info?.demo === true
      ? t('environment.demo')
      : environment === undefined
        ? info?.environment
        : t(`environment.${environment}`)
  return (
    <div className={classes.site}>
      <Text fw={600} truncate title={info?.siteName}>
        {info === undefined || info.siteName === '' ? t('product') : info.siteName}
      </Text>
      {place === undefined ? null : (
        <Text fz={12} truncate className={classes.environment} data-environment={info?.environment}>
          {place}
        </Text>
      )}
    </div>
  )
}

/** The parts of the program, each with its letter after `g`. */
export function Navigation(props: {
  readonly collapsed: boolean
  readonly onToggle: () => void
  readonly info: SystemInfo | undefined
}) {
  const { t } = useTranslation('app')
  const session = useSession()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const waiting = useWaitingApprovals()
  const { collapsed } = props
  const toggleLabel = t(collapsed ? 'nav.expand' : 'nav.collapse')
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <aside aria-label={t('product')} className={classes.bar} data-collapsed={collapsed || undefined}>
      <div className={classes.head}>
        <span className={classes.logo}>
          <Logo />
        </span>
        {collapsed ? null : <Site info={props.info} />}
      </div>
      <nav aria-label={t('nav.label')} className={classes.list}>
        {navigationFor(session.permissions).map((item) => {
          const here = item.to === '/' ? pathname === '/' : pathname.startsWith(item.to)
          return (
            <Tooltip key={item.key} label={t(`nav.${item.key}`)} position="right" disabled={!collapsed}>
              <Link
                to={item.to}
                className={classes.item}
                aria-current={here ? 'page' : undefined}
                aria-label={collapsed ? t(`nav.${item.key}`) : undefined}
              >
                <item.icon size={20} stroke={1.7} aria-hidden />
                {collapsed ? null : t(`nav.${item.key}`)}
                {item.key === 'security' && waiting > 0 ? (
                  <span className={classes.count}>
                    <span aria-hidden>{waiting}</span>
                    <VisuallyHidden>{t('nav.waiting', { count: waiting })}</VisuallyHidden>
                  </span>
                ) : null}
              </Link>
            </Tooltip>
          )
        })}
      </nav>
      <Tooltip label={toggleLabel} position="right">
        <ActionIcon
          onClick={props.onToggle}
          aria-label={toggleLabel}
          aria-expanded={!collapsed}
          className={classes.toggle}
        >
          <Toggle size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </aside>
  )
}
