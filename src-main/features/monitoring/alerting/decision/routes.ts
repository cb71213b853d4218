import type { Labels } from '#main/engine/timeseries/index.ts'
import type { Route } from '#shared/features/monitoring/contract/notifications.ts'
import { type KnownAlert, matches } from './known-alert.ts'

/** A way of telling people, as far as decisions need to know. */
export interface KnownChannel {
  readonly id: string
  readonly name: string
  readonly isFailing: boolean
}

/** One message's worth: alerts of a route that agree in the labels it groups by, for one channel. */
export interface AlertGroup {
  readonly route: Route
  readonly channelId: string
  readonly key: string
  readonly alerts: KnownAlert[]
}

/** The alert about a channel that does not work; its label `channel` names the channel. */
export const channelAlertName = 'NotificationFailing'

/** Where alerts about channels go when their routes have no channel that works. */
const lastResort: Route = {
  id: 'notification-failing',
  matchers: [],
  channelIds: [],
  groupBy: ['alertname', 'channel'],
  groupWaitSeconds: 0,
  groupIntervalSeconds: 300,
  repeatSeconds: 14_400,
  continues: false,
  tellsResolved: true,
  hours: null,
  digestAt: null,
}

/** The routes that an alert takes: the first that matches, and later ones as long as each says to continue. */
export function routesOf(routes: readonly Route[], labels: Labels): Route[] {
  const taken: Route[] = []
  for (const route of routes) {
    if (!matches(route.matchers, labels)) continue
    taken.push(route)
    if (!route.continues) break
  }
  return taken
}

/** The groups of alerts; `channels` are those that can be told something. */
export function groupsOf(
  alerts: readonly KnownAlert[],
  routes: readonly Route[],
  channels: readonly KnownChannel[],
): AlertGroup[] {
  const known = new Map(channels.map((channel) => [channel.id, channel]))
  const groups = new Map<string, AlertGroup>()
  for (const alert of alerts) {
    for (const { route, channelId } of waysOf(alert, routes, known)) {
      const key = groupKey(route, alert.labels)
      const place = placeOf(channelId, route.id, key)
      const group = groups.get(place) ?? { route, channelId, key, alerts: [] }
      group.alerts.push(alert)
      groups.set(place, group)
    }
  }
  return [...groups.values()]
}

/** One text for a group of a route and a channel. */
export function placeOf(channelId: string, routeId: string, key: string): string {
  return JSON.stringify([channelId, routeId, key])
}

interface Way {
  readonly route: Route
  readonly channelId: string
}

function waysOf({ labels }: KnownAlert, routes: readonly Route[], known: ReadonlyMap<string, KnownChannel>): Way[] {
  const ways = routesOf(routes, labels).flatMap((route) =>
    [...new Set(route.channelIds)].filter((id) => known.has(id)).map((channelId) => ({ route, channelId })),
  )
  if (labels.get('alertname') !== channelAlertName) return ways
  return waysPast(labels.get('channel'), ways, known)
}

/** Past the channel that the alert is about, and past others that do not work either. */
function waysPast(failing: string, ways: readonly Way[], known: ReadonlyMap<string, KnownChannel>): Way[] {
  const working = new Set(
    [...known.values()].filter(({ isFailing, name }) => !isFailing && name !== failing).map(({ id }) => id),
  )
  const left = ways.filter(({ channelId }) => working.has(channelId))
  if (left.length > 0) return left
  return [...working].map((channelId) => ({ route: lastResort, channelId }))
}

/** A digest is one group, whatever its alerts are. */
function groupKey({ digestAt, groupBy }: Route, labels: Labels): string {
  if (digestAt !== null) return 'digest'
  return JSON.stringify(groupBy.toSorted().map((name) => [name, labels.get(name)]))
}
