import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import classes from './settings-layout.module.css'

/** The kinds of settings at the left, the chosen one beside them. */
export function SettingsLayout() {
  const { t } = useTranslation('settings')
  const { t: tSecurity } = useTranslation('security')
  const mayRead = useMay('settings.read')
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const items = [
    ...(mayRead
      ? ([
          { to: '/settings/general', label: t('general.title') },
          { to: '/settings/configuration', label: t('configuration.title') },
          { to: '/settings/installation', label: t('installation.title') },
        ] as const)
      : []),
    { to: '/settings/account', label: tSecurity('account.title') } as const,
  ]
  return (
    <div className={classes.layout}>
      <nav aria-label={t('menu')} className={classes.menu}>
        {items.map((item) => (
          <Link
            key={item.to}
            to={item.to}
            className={classes.item}
            aria-current={pathname.startsWith(item.to) ? 'page' : undefined}
          >
            {item.label}
          </Link>
        ))}
      </nav>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  )
}
