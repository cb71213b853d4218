import type { Permission } from '#shared/contract/permissions.ts'

const logPages = [
  { key: 'search', to: '/logs', permission: 'logs.read' },
  { key: 'live', to: '/logs/live', permission: 'logs.read' },
  { key: 'sources', to: '/logs/sources', permission: 'logs.read' },
  { key: 'bundle', to: '/logs/bundle', permission: 'logs.export' },
  { key: 'shipping', to: '/logs/shipping', permission: 'logs.read' },
] as const satisfies readonly { readonly key: string; readonly to: string; readonly permission: Permission }[]

/** The pages of the log somebody with these rights may see. */
export function pagesFor(held: readonly string[]) {
  return logPages.filter(({ permission }) => held.includes(permission))
}
