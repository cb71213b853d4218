import type { Route, Routing } from '#shared/features/monitoring/contract/notifications.ts'

export type Inhibition = Routing['inhibitions'][number]

/** A route for everything that comes by, with what usually fits. */
export function newRoute(id: string): Route {
  return {
    id,
    matchers: [],
    channelIds: [],
    groupBy: ['alertname'],
    groupWaitSeconds: 30,
    groupIntervalSeconds: 300,
    repeatSeconds: 14_400,
    continues: false,
    tellsResolved: true,
    hours: null,
    digestAt: null,
  }
}

/** A critical alert keeps its lesser siblings quiet. */
export const newInhibition: Inhibition = {
  source: [{ name: 'severity', operator: '=', value: 'critical' }],
  target: [{ name: 'severity', operator: '=~', value: 'warning|info' }],
  equal: ['instance'],
}

/** The list with the item at a place moved one up or down; as it was at either end. */
export function moved<T>(items: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const item = items[index]
  const other = items[index + by]
  if (item === undefined || other === undefined) return items
  return items.map((one, place) => (place === index ? other : place === index + by ? item : one))
}

/** The list with the item at a place replaced. */
export function replaced<T>(items: readonly T[], index: number, item: T): readonly T[] {
  return items.map((one, place) => (place === index ? item : one))
}

/** Routes after the first that takes everything and lets nothing on: no alert ever reaches them. */
export function unreachableFrom(routes: readonly Pick<Route, 'matchers' | 'continues'>[]): number {
  const last = routes.findIndex(({ matchers, continues }) => matchers.length === 0 && !continues)
  return last < 0 ? routes.length : last + 1
}

/** Labels typed as `name=value`, one a line or set apart by commas. */
export function typedLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split(/[\n,]/)
      .map((part) => part.trim())
      .filter((part) => /^[a-zA-Z_]\w*=/.test(part))
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1).replaceAll(/^"|"$/g, '')]),
  )
}
