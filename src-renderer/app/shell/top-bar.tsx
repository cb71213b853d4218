import { Kbd, Text, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AlertBell } from '#renderer/features/monitoring/index.ts'
import { ConnectionMark } from './connection-mark.tsx'
import { RunningTasks } from './running-tasks.tsx'
import classes from './top-bar.module.css'
import { UserMenu } from './user-menu.tsx'

const isMac = navigator.platform.startsWith('Mac')

/** Where I am, search and commands, what runs, how the connection is, and who I am. */
export function TopBar(props: {
  readonly crumbSlot: (element: HTMLElement | null) => void
  readonly onKeyboardMap: () => void
}) {
  const { t } = useTranslation('app')
  return (
    <section className={classes.bar} aria-label={t('topBar')}>
      <div ref={props.crumbSlot} className={classes.crumbs} />
      <ConnectionMark />
      <UnstyledButton
        className={classes.search}
        onClick={spotlight.open}
        aria-label={t('search.button')}
        aria-keyshortcuts="Control+K"
      >
        <IconSearch size={16} aria-hidden />
        <Text span fz="sm" className={classes.searchLabel}>
          {t('search.button')}
        </Text>
        <Kbd size="xs" aria-hidden className={classes.searchKeys}>
          {isMac ? '⌘ K' : 'Ctrl K'}
        </Kbd>
      </UnstyledButton>
      <RunningTasks />
      <AlertBell />
      <UserMenu onKeyboardMap={props.onKeyboardMap} />
    </section>
  )
}
