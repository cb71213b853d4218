import type { Routing } from '#shared/features/monitoring/contract/notifications.ts'
import type { KnownAlert } from './known-alert.ts'
import type { Mutes } from './mutes.ts'
import type { KnownChannel } from './routes.ts'

/** What the newest message of a group said; ids of alerts. */
export interface ToldAlerts {
  readonly firing: readonly string[]
  readonly resolved: readonly string[]
  /** Told as firing by messages before, their end not told by any. */
  readonly before: readonly string[]
}

/** The newest message of a group that has been decided on. */
export interface SentGroup {
  readonly deliveryId: string
  readonly channelId: string
  readonly routeId: string
  readonly key: string
  readonly atMs: number
  readonly state: 'waiting' | 'sent' | 'failed'
  readonly alerts: ToldAlerts
}

/** A message to be sent now. */
export interface PlannedMessage {
  readonly channelId: string
  readonly routeId: string
  readonly key: string
  readonly isDigest: boolean
  readonly alerts: ToldAlerts
}

/** Everything a decision depends on; nothing else does, so that a restart changes nothing. */
export interface PlanInput {
  readonly nowMs: number
  readonly timeZone: string
  /** Alerts that fire, and those that have ended and may have to be told of. */
  readonly alerts: readonly KnownAlert[]
  readonly channels: readonly KnownChannel[]
  readonly routing: Pick<Routing, 'routes'>
  /** Since when the routes are as they are. */
  readonly routingSinceMs: number
  readonly mutes: Mutes
  readonly sent: readonly SentGroup[]
}

/** What to send now, and of which groups there is nothing left to tell. */
export interface Plan {
  readonly messages: readonly PlannedMessage[]
  /** Deliveries that no decision depends on any more. */
  readonly finished: readonly string[]
}

/** What is to be told of a group now, null for nothing, and whether it is done with. */
export interface GroupOutcome {
  readonly alerts: ToldAlerts | null
  readonly isFinished: boolean
}
