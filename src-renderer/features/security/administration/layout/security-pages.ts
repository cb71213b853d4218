import type { Permission } from '#shared/contract/permissions.ts'

/** Pages of the security area, and what one must hold to see them; approvals are for everybody who asked for one. */
export const securityPages = [
  { group: 'state', key: 'centre', to: '/security', permission: 'security.read' },
  { group: 'state', key: 'incident', to: '/security/incident', permission: 'security.read' },
  { group: 'people', key: 'people', to: '/security/people', permission: 'users.read' },
  { group: 'people', key: 'groups', to: '/security/groups', permission: 'users.read' },
  { group: 'people', key: 'invitations', to: '/security/invitations', permission: 'users.read' },
  { group: 'people', key: 'roles', to: '/security/roles', permission: 'users.read' },
  { group: 'people', key: 'access', to: '/security/access', permission: 'users.read' },
  { group: 'use', key: 'approvals', to: '/security/approvals', permission: null },
  { group: 'use', key: 'sessions', to: '/security/sessions', permission: 'sessions.manage' },
  { group: 'use', key: 'apiKeys', to: '/security/api-keys', permission: 'api-keys.manage' },
  { group: 'proof', key: 'audit', to: '/security/audit', permission: 'audit.read' },
  { group: 'proof', key: 'secrets', to: '/security/secrets', permission: 'security.read' },
  { group: 'proof', key: 'mail', to: '/security/mail', permission: 'mail.manage' },
] as const satisfies readonly {
  readonly group: string
  readonly key: string
  readonly to: string
  readonly permission: Permission | null
}[]

export type SecurityPage = (typeof securityPages)[number]

/** The pages somebody with these rights may see. */
export function pagesFor(held: readonly string[]): readonly SecurityPage[] {
  return securityPages.filter(({ permission }) => permission === null || held.includes(permission))
}

/** Where the area begins for somebody who may not see the state of the site. */
export function startFor(held: readonly string[]): SecurityPage['to'] {
  return pagesFor(held)[0]?.to ?? '/security/approvals'
}
