import {
  IconActivityHeartbeat,
  IconArchive,
  IconGauge,
  IconListSearch,
  IconSettings,
  IconShieldLock,
} from '@tabler/icons-react'
import type { Permission } from '#shared/contract/permissions.ts'

/** What the navigation offers, by the question it answers. A part joins the list when it is built. */
export const navigationItems = [
  {
    key: 'overview',
    to: '/',
    letter: 'o',
    icon: IconGauge,
    permissions: ['backup.read'],
    words: ['overview', 'gaiyou', 'ホーム', 'home'],
  },
  {
    key: 'backup',
    to: '/backup',
    letter: 'b',
    icon: IconArchive,
    permissions: ['backup.read'],
    words: ['backup', 'bakkuappu', 'hozon', '保存', 'restic'],
  },
  {
    key: 'monitoring',
    to: '/monitoring',
    letter: 'm',
    icon: IconActivityHeartbeat,
    permissions: ['monitoring.read', 'monitoring.query', 'database.read'],
    words: ['monitoring', 'kanshi', 'metrics', 'メトリクス', 'dashboard', 'ダッシュボード', 'アラート'],
  },
  {
    key: 'security',
    to: '/security',
    letter: 'e',
    icon: IconShieldLock,
    permissions: [
      'security.read',
      'users.read',
      'approvals.decide',
      'sessions.manage',
      'api-keys.manage',
      'audit.read',
      'mail.manage',
    ],
    words: ['security', 'sekyuritei', '利用者', 'riyousha', 'people', '監査', 'kansa', 'audit', '権限', 'kengen'],
  },
  {
    key: 'logs',
    to: '/logs',
    letter: 'l',
    icon: IconListSearch,
    permissions: ['logs.read'],
    words: ['logs', 'rogu', 'kiroku', '記録', 'エラー', 'error', 'tail'],
  },
  {
    key: 'settings',
    to: '/settings',
    letter: 's',
    icon: IconSettings,
    permissions: ['settings.read'],
    words: ['settings', 'settei', 'preferences', '構成'],
  },
] as const satisfies readonly {
  readonly key: string
  readonly to: string
  readonly letter: string
  readonly icon: typeof IconGauge
  /** One of them is enough. */
  readonly permissions: readonly Permission[]
  readonly words: readonly string[]
}[]

/** What of it somebody with these rights is offered. */
export function navigationFor(held: readonly string[]) {
  return navigationItems.filter(({ permissions }) => permissions.some((permission) => held.includes(permission)))
}
