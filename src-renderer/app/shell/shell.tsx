import { useDisclosure, useLocalStorage, useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { useMay } from '#renderer/api/session.ts'
import { useFailureActions } from '#renderer/app/failure-actions.ts'
import { useBackupPalette } from '#renderer/features/backup/index.ts'
import { useLogsPalette } from '#renderer/features/logs/index.ts'
import { useMonitoringPalette } from '#renderer/features/monitoring/index.ts'
import { useSecurityPalette } from '#renderer/features/security/index.ts'
import { FailureActions } from '#renderer/ui/failure/failure-action.ts'
import { KeyboardHelp } from '#renderer/ui/keyboard/keyboard-help.tsx'
import { listenForShortcuts } from '#renderer/ui/keyboard/shortcuts.ts'
import { CrumbSlot } from '#renderer/ui/page/crumb-slot.ts'
import { BreakGlassBanner } from './break-glass-banner.tsx'
import { CommandPalette } from './command-palette.tsx'
import { Navigation } from './navigation.tsx'
import classes from './shell.module.css'
import { TopBar } from './top-bar.tsx'
import { useShellShortcuts } from './use-shell-shortcuts.ts'

const focusContent = () => document.getElementById('content')?.focus()

/** The frame: navigation at the left, the top bar, and the page. */
export function Shell() {
  const { t } = useTranslation('app')
  const [wantsCollapsed, setCollapsed] = useLocalStorage({
    key: 'kuraban.navigation.collapsed',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const collapsed = wantsCollapsed || isNarrow
  const [keyboardMap, keyboardMapHandlers] = useDisclosure(false)
  const [crumbSlot, setCrumbSlot] = useState<HTMLElement | null>(null)
  const mayReadSystem = useMay('system.read')
  const info = useQuery({ ...queries.system.info.queryOptions(), enabled: mayReadSystem }).data
  const toggleNavigation = () => setCollapsed((before) => !before)
  useEffect(() => listenForShortcuts(window), [])
  const navigate = useNavigate()
  const failureActions = useFailureActions((to) => void navigate({ to }))
  useBackupPalette()
  useLogsPalette()
  useMonitoringPalette()
  useSecurityPalette()
  useShellShortcuts({ openMap: keyboardMapHandlers.open, toggleNavigation })
  return (
    <div className={classes.shell} data-collapsed={collapsed || undefined} data-environment={info?.environment}>
      <button type="button" className={classes.skip} onClick={focusContent}>
        {t('skip')}
      </button>
      <BreakGlassBanner />
      <Navigation collapsed={collapsed} onToggle={toggleNavigation} info={info} />
      <TopBar crumbSlot={setCrumbSlot} onKeyboardMap={keyboardMapHandlers.open} />
      <CrumbSlot value={crumbSlot}>
        <FailureActions value={failureActions}>
          <main id="content" tabIndex={-1} className={classes.content}>
            <Outlet />
          </main>
        </FailureActions>
      </CrumbSlot>
      <CommandPalette onKeyboardMap={keyboardMapHandlers.open} />
      <KeyboardHelp opened={keyboardMap} onClose={keyboardMapHandlers.close} />
    </div>
  )
}
