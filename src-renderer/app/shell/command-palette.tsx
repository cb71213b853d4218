import { useMantineColorScheme } from '@mantine/core'
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { navigationFor } from '#renderer/app/navigation.ts'
import { useSignOut } from '#renderer/features/security/index.ts'
import { type PaletteItem, useContributedPaletteItems } from '#renderer/ui/palette/palette-items.ts'
import { searchPalette } from '#renderer/ui/palette/palette-search.ts'
import classes from './command-palette.module.css'

const shownAtMost = 40

function usePages(): readonly PaletteItem[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { permissions } = useSession()
  const further = [
    { id: 'tasks', title: t('running.title'), to: '/tasks', words: ['tasks', 'jikkouchuu', 'sagyou'] },
    {
      id: 'account',
      title: t('user.account'),
      to: '/settings/account',
      words: ['account', 'password', 'akaunto', 'パスワード'],
    },
    { id: 'help', title: t('user.help'), to: '/help', words: ['help', 'herupu', '使い方', 'tsukaikata'] },
  ] as const
  return [
    ...navigationFor(permissions).map((item) => ({
      id: item.key,
      title: t(`nav.${item.key}`),
      to: item.to,
      words: item.words,
    })),
    ...further,
  ].map(({ to, ...item }) => ({ ...item, group: t('palette.pages'), run: () => void navigate({ to }) }))
}

function useActions(onKeyboardMap: () => void): readonly PaletteItem[] {
  const { t } = useTranslation('app')
  const { setColorScheme } = useMantineColorScheme()
  const signOut = useSignOut()
  const group = t('palette.actions')
  return [
    {
      id: 'keyboard',
      title: t('user.keyboard'),
      words: ['keyboard', 'shortcuts', 'kiiboodo', 'kibodo'],
      run: onKeyboardMap,
    },
    {
      id: 'light',
      title: `${t('user.theme')}: ${t('user.light')}`,
      words: ['theme', 'light', 'raito', '明るい'],
      run: () => setColorScheme('light'),
    },
    {
      id: 'dark',
      title: `${t('user.theme')}: ${t('user.dark')}`,
      words: ['theme', 'dark', 'daaku', '暗い'],
      run: () => setColorScheme('dark'),
    },
    {
      id: 'sign-out',
      title: t('user.signOut'),
      words: ['sign out', 'logout', 'sainauto', 'ログアウト'],
      run: () => signOut.mutate({}),
    },
  ].map((item) => ({ ...item, group }))
}

function grouped(items: readonly PaletteItem[]): SpotlightActionGroupData[] {
  const groups = [...new Set(items.map((item) => item.group))]
  return groups.map((group) => ({
    group,
    actions: items
      .filter((item) => item.group === group)
      .map((item) => ({
        id: item.id,
        label: item.title,
        onClick: item.run,
        ...(item.description === undefined ? {} : { description: item.description }),
      })),
  }))
}

/** Pages, items and actions by name, in Japanese, romaji and English. */
export function CommandPalette({ onKeyboardMap }: { readonly onKeyboardMap: () => void }) {
  const { t } = useTranslation('app')
  const [query, setQuery] = useState('')
  const contributed = useContributedPaletteItems()
  const items = [...usePages(), ...contributed, ...useActions(onKeyboardMap)]
  return (
    <Spotlight
      shortcut={null}
      title={t('search.button')}
      classNames={{ header: classes.header ?? '' }}
      lockScroll={false}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      query={query}
      onQueryChange={setQuery}
      actions={grouped(searchPalette(items, query).slice(0, shownAtMost))}
      filter={(_query, actions) => actions}
      nothingFound={t('search.nothing')}
      scrollable
      maxHeight={420}
      transitionProps={{ duration: 80 }}
      searchProps={{
        placeholder: t('search.placeholder'),
        'aria-label': t('search.placeholder'),
        leftSection: <IconSearch size={20} aria-hidden />,
      }}
    />
  )
}
