import { spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { navigationFor } from '#renderer/app/navigation.ts'
import { useShortcuts } from '#renderer/ui/keyboard/shortcuts.ts'

/** Keys that work on every screen. */
export function useShellShortcuts(actions: {
  readonly openMap: () => void
  readonly toggleNavigation: () => void
}): void {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { permissions } = useSession()
  const everywhere = t('keys.everywhere')
  useShortcuts([
    { keys: 'mod+k', description: t('keys.search'), group: everywhere, run: spotlight.open },
    { keys: '?', description: t('keys.map'), group: everywhere, run: actions.openMap },
    { keys: 'm', description: t('keys.nav'), group: everywhere, run: actions.toggleNavigation },
    ...navigationFor(permissions).map((item) => ({
      keys: `g ${item.letter}`,
      description: t('keys.goTo', { page: t(`nav.${item.key}`) }),
      group: t('keys.go'),
      run: () => void navigate({ to: item.to }),
    })),
    {
      keys: 'g t',
      description: t('keys.goTo', { page: t('running.title') }),
      group: t('keys.go'),
      run: () => void navigate({ to: '/tasks' }),
    },
  ])
}
