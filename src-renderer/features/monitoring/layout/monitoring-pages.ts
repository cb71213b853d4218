import type { Permission } from '#shared/contract/permissions.ts'

/** Pages of the monitoring area, and what one must hold to see them. A page joins the list when it is built. */
export const monitoringPages = [
  { group: 'now', key: 'host', to: '/monitoring', permission: 'monitoring.read' },
  { group: 'now', key: 'alerts', to: '/monitoring/alerts', permission: 'monitoring.read' },
  { group: 'figures', key: 'dashboards', to: '/monitoring/dashboards', permission: 'monitoring.query' },
  { group: 'figures', key: 'query', to: '/monitoring/query', permission: 'monitoring.query' },
  { group: 'figures', key: 'database', to: '/monitoring/database', permission: 'database.read' },
  { group: 'watching', key: 'rules', to: '/monitoring/rules', permission: 'monitoring.read' },
  { group: 'watching', key: 'sources', to: '/monitoring/sources', permission: 'monitoring.read' },
  { group: 'watching', key: 'notifications', to: '/monitoring/notifications', permission: 'monitoring.read' },
] as const satisfies readonly {
  readonly group: 'now' | 'figures' | 'watching'
  readonly key: string
  readonly to: string
  readonly permission: Permission
}[]

export type MonitoringPage = (typeof monitoringPages)[number]

/** The pages somebody with these rights may see. */
export function pagesFor(held: readonly string[]): readonly MonitoringPage[] {
  return monitoringPages.filter(({ permission }) => held.includes(permission))
}

/** Where the area begins for somebody with these rights. */
export function startFor(held: readonly string[]): MonitoringPage['to'] {
  return pagesFor(held)[0]?.to ?? '/monitoring'
}
