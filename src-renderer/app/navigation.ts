import { IconArchive, IconGauge, IconSettings } from '@tabler/icons-react'
import type { Permission } from '#shared/contract/permissions.ts'

/** What the navigation offers, by the question it answers. A part joins the list when it is built. */
export const navigationItems = [
  {
    key: 'overview',
    to: '/',
    letter: 'o',
    icon: IconGauge,
    permission: 'backup.read',
    words: ['overview', 'gaiyou', 'ホーム', 'home'],
  },
  {
    key: 'backup',
    to: '/backup',
    letter: 'b',
    icon: IconArchive,
    permission: 'backup.read',
    words: ['backup', 'bakkuappu', 'hozon', '保存', 'restic'],
  },
  {
    key: 'settings',
    to: '/settings',
    letter: 's',
    icon: IconSettings,
    permission: 'settings.read',
    words: ['settings', 'settei', 'preferences', '構成'],
  },
] as const satisfies readonly {
  readonly key: string
  readonly to: string
  readonly letter: string
  readonly icon: typeof IconGauge
  readonly permission: Permission
  readonly words: readonly string[]
}[]
