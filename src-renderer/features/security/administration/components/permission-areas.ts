import type { Permission } from '#shared/contract/permissions.ts'

/** Rights by what they are about, in the order people look for them. */
export const permissionAreas = [
  { key: 'backup', permissions: ['backup.read', 'backup.run', 'backup.restore', 'backup.manage'] },
  {
    key: 'monitoring',
    permissions: [
      'monitoring.read',
      'monitoring.query',
      'monitoring.manage',
      'alerts.handle',
      'logs.read',
      'logs.export',
      'database.read',
      'database.manage',
    ],
  },
  { key: 'knowledge', permissions: ['knowledge.read', 'knowledge.edit', 'knowledge.approve'] },
  { key: 'work', permissions: ['tasks.read', 'tasks.cancel'] },
  {
    key: 'people',
    permissions: [
      'users.read',
      'users.manage',
      'roles.manage',
      'sessions.manage',
      'api-keys.manage',
      'approvals.decide',
    ],
  },
  {
    key: 'protection',
    permissions: ['security.read', 'security.manage', 'audit.read', 'audit.export', 'secrets.manage', 'mail.manage'],
  },
  { key: 'system', permissions: ['settings.read', 'settings.manage', 'system.read'] },
] as const satisfies readonly { readonly key: string; readonly permissions: readonly Permission[] }[]
