import { hourMs, minuteMs } from '#main/platform/durations.ts'
import { planDigest } from './digest.ts'
import { isWithin } from './hours.ts'
import type { KnownAlert } from './known-alert.ts'
import type { GroupOutcome, Plan, PlanInput, PlannedMessage, SentGroup, ToldAlerts } from './plan-model.ts'
import { type AlertGroup, groupsOf, placeOf } from './routes.ts'

/** How long somebody who was told of an alert is still told that it has ended. */
export const endsToldForMs = 24 * hourMs
/** After a message that could not be sent at all, the least wait before the next for the same group. */
const leastWaitAfterFailureMs = 5 * minuteMs
/** A message of the future means that the clock was set back. */
const clockToleranceMs = minuteMs

/** Decides who is told what at this moment. */
export function plan(input: PlanInput): Plan {
  const sentAt = new Map(input.sent.map((sent) => [placeOf(sent.channelId, sent.routeId, sent.key), sent]))
  const messages: PlannedMessage[] = []
  const finished: string[] = []
  for (const group of groupsOf(input.alerts, input.routing.routes, input.channels)) {
    const place = placeOf(group.channelId, group.route.id, group.key)
    const sent = sentAt.get(place)
    sentAt.delete(place)
    const outcome =
      group.route.digestAt === null
        ? planGroup(group, sent, input)
        : planDigest(group, sent, group.route.digestAt, input)
    if (outcome.alerts !== null) messages.push(messageOf(group, outcome.alerts))
    else if (sent !== undefined && outcome.isFinished) finished.push(sent.deliveryId)
  }
  for (const { deliveryId, state } of sentAt.values()) if (state !== 'waiting') finished.push(deliveryId)
  return { messages, finished }
}

function planGroup(group: AlertGroup, sent: SentGroup | undefined, input: PlanInput): GroupOutcome {
  const { route } = group
  const told = stillTold(group, sent, input.nowMs)
  const audible = group.alerts.filter((alert) => input.mutes.of(alert).length === 0)
  const firing = audible.filter(({ resolvedAtMs }) => resolvedAtMs === null)
  const news = firing.filter(({ id, isAcknowledged }) => !told.has(id) && !isAcknowledged)
  const ends = audible.filter(({ id, resolvedAtMs }) => resolvedAtMs !== null && told.has(id))
  const reminds = firing.some(({ id, isAcknowledged }) => told.has(id) && !isAcknowledged)
  const isFinished = told.size === 0 && news.length === 0 && sent?.state !== 'waiting'
  const dueMs = dueAt(route, sent, { news, ends, reminds }, input.nowMs)
  const isOpen = route.hours === null || isWithin(route.hours, input.timeZone, input.nowMs)
  if (dueMs > input.nowMs || !isOpen) return { alerts: null, isFinished }
  return { alerts: { firing: idsOf(firing), resolved: idsOf(ends), before: [...told] }, isFinished: false }
}

interface Changes {
  readonly news: readonly KnownAlert[]
  readonly ends: readonly KnownAlert[]
  readonly reminds: boolean
}

/** When the group is to be told of; infinity while there is nothing to tell or the message before is on its way. */
function dueAt(route: AlertGroup['route'], sent: SentGroup | undefined, changes: Changes, nowMs: number): number {
  const { news, ends, reminds } = changes
  if (sent?.state === 'waiting') return Number.POSITIVE_INFINITY
  const firstMs = Math.min(...news.map(({ firedAtMs }) => Math.min(firedAtMs, nowMs)))
  const newsMs = firstMs + route.groupWaitSeconds * 1000
  if (sent === undefined) return newsMs
  const atMs = sent.atMs > nowMs + clockToleranceMs ? 0 : sent.atMs
  const nextMs = atMs + nextWaitMs(route, sent)
  const remindMs = reminds ? Math.max(nextMs, atMs + route.repeatSeconds * 1000) : Number.POSITIVE_INFINITY
  const endsMs = ends.length > 0 ? nextMs : Number.POSITIVE_INFINITY
  return Math.min(remindMs, endsMs, Math.max(nextMs, newsMs))
}

function nextWaitMs(route: AlertGroup['route'], sent: SentGroup): number {
  const waitMs = route.groupIntervalSeconds * 1000
  return sent.state === 'failed' ? Math.max(waitMs, leastWaitAfterFailureMs) : waitMs
}

/** Alerts that the channel knows to fire and whose end it is still to hear of. A message that failed has told nothing. */
function stillTold({ route, alerts }: AlertGroup, sent: SentGroup | undefined, nowMs: number): ReadonlySet<string> {
  const told = sent === undefined ? new Set<string>() : toldAfter(sent)
  const tellable = alerts.filter(
    ({ id, resolvedAtMs }) =>
      told.has(id) && (resolvedAtMs === null || (route.tellsResolved && nowMs - resolvedAtMs <= endsToldForMs)),
  )
  return new Set(idsOf(tellable))
}

/** Ids of alerts that a group's channel has been told of as firing and not as ended. */
export function toldAfter({ state, alerts }: Pick<SentGroup, 'state' | 'alerts'>): Set<string> {
  if (state === 'failed') return new Set(alerts.before)
  const ended = new Set(alerts.resolved)
  return new Set([...alerts.before, ...alerts.firing].filter((id) => !ended.has(id)))
}

function messageOf({ channelId, route, key }: AlertGroup, alerts: ToldAlerts): PlannedMessage {
  return { channelId, routeId: route.id, key, isDigest: route.digestAt !== null, alerts }
}

function idsOf(alerts: readonly KnownAlert[]): string[] {
  return alerts.map(({ id }) => id)
}
