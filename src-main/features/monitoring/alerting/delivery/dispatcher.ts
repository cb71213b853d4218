import { dayMs } from '#main/platform/durations.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { Routing } from '#shared/features/monitoring/contract/notifications.ts'
import { Mutes } from '../decision/mutes.ts'
import { plan, toldAfter } from '../decision/plan.ts'
import type { Plan, PlannedMessage, SentGroup } from '../decision/plan-model.ts'
import { placeOf } from '../decision/routes.ts'
import type { AlertingPorts } from '../ports.ts'
import { type AlertRow, alertsByIds, alertsEndedSince, firingAlerts } from '../repository/alert-rows.ts'
import { type ChannelRow, listChannels } from '../repository/channel-rows.ts'
import {
  currentDeliveries,
  type DeliveryRow,
  insertDeliveries,
  retireDeliveries,
  waitingDeliveries,
} from '../repository/delivery-rows.ts'
import { quietPeriods } from '../services/quiet.ts'
import { loadRouting } from '../services/stored-routing.ts'
import type { AlertStore } from '../store/alert-store.ts'
import { knownAlertOf } from '../store/stored-alert.ts'
import { sentGroupOf } from './delivery-log.ts'
import { deliveryTask } from './delivery-runner.ts'
import { titleOf, toldAlerts } from './message.ts'

type DispatcherPorts = Pick<AlertingPorts, 'storage' | 'clock' | 'queue' | 'log' | 'timeZone'>

/** A digest tells what ended within the day before it, and may come late. */
const digestReachMs = 2 * dayMs
const resumedAtOnce = 500

/** Looks at what is so and decides who is told. What it decided is stored before anything is sent. */
export class Dispatcher {
  readonly #ports: DispatcherPorts
  readonly #store: AlertStore

  constructor(ports: DispatcherPorts, store: AlertStore) {
    this.#ports = ports
    this.#store = store
  }

  async look(): Promise<void> {
    const { storage, clock } = this.#ports
    const nowMs = clock.now().getTime()
    const firing = await this.#firing(nowMs)
    const sent = (await currentDeliveries(storage.db)).map(sentGroupOf)
    const { routing, updatedAtMs } = await loadRouting(storage.db)
    const ended = await this.#ended(firing, sent, routing, nowMs)
    if (firing.length + ended.length + sent.length === 0) return
    const rows = [...firing, ...ended]
    const channels = (await listChannels(storage.db)).filter(
      ({ isEnabled, kind }) => isEnabled === 1 && kind !== 'ping',
    )
    const decided = plan({
      ...{ nowMs, timeZone: this.#ports.timeZone(), routing, routingSinceMs: updatedAtMs, sent },
      alerts: rows.map(knownAlertOf),
      channels: channels.map(({ id, name, health }) => ({ id, name, isFailing: health === 'failing' })),
      mutes: await this.#mutes(routing, firing, nowMs),
    })
    await this.#carryOut(decided, { sent, rows, channels, nowMs })
  }

  /** Queues what a crash, a full queue or a stop left behind. */
  async resume(): Promise<void> {
    for (const id of await waitingDeliveries(this.#ports.storage.db, resumedAtOnce)) await this.#enqueue(id)
  }

  async #firing(nowMs: number): Promise<AlertRow[]> {
    const { db } = this.#ports.storage
    const firing = await firingAlerts(db)
    const isOver = firing.some(({ acknowledgedUntil }) => acknowledgedUntil !== null && acknowledgedUntil <= nowMs)
    if (!isOver) return firing
    await this.#store.endAcknowledgements(nowMs)
    return await firingAlerts(db)
  }

  /** Alerts that have ended and of which somebody is still to hear. */
  async #ended(
    firing: readonly AlertRow[],
    sent: readonly SentGroup[],
    { routes }: Routing,
    nowMs: number,
  ): Promise<AlertRow[]> {
    const { db } = this.#ports.storage
    const known = new Set(firing.map(({ id }) => id))
    const told = new Set(sent.flatMap((one) => [...toldAfter(one)]).filter((id) => !known.has(id)))
    const ended = (await alertsByIds(db, [...told])).filter(({ state }) => state === 'resolved')
    if (routes.every(({ digestAt }) => digestAt === null)) return ended
    const recent = await alertsEndedSince(db, nowMs - digestReachMs)
    return [...ended, ...recent.filter(({ id, firedAt }) => !told.has(id) && firedAt !== null)]
  }

  async #mutes({ inhibitions }: Routing, firing: readonly AlertRow[], nowMs: number): Promise<Mutes> {
    const { storage, timeZone } = this.#ports
    const periods = await quietPeriods(storage.db, timeZone(), nowMs)
    return new Mutes(periods, inhibitions, firing.map(knownAlertOf))
  }

  async #carryOut(
    { messages, finished }: Plan,
    at: {
      readonly sent: readonly SentGroup[]
      readonly rows: readonly AlertRow[]
      readonly channels: readonly ChannelRow[]
      readonly nowMs: number
    },
  ): Promise<void> {
    if (messages.length + finished.length === 0) return
    const places = new Map(at.sent.map((one) => [placeOf(one.channelId, one.routeId, one.key), one.deliveryId]))
    const replaced = messages.flatMap(
      ({ channelId, routeId, key }) => places.get(placeOf(channelId, routeId, key)) ?? [],
    )
    const rows = messages.map((message) => deliveryRow(message, at))
    await this.#ports.storage.transaction(async (tx) => {
      await retireDeliveries(tx, [...replaced, ...finished])
      await insertDeliveries(tx, rows)
    })
    for (const { id } of rows) await this.#enqueue(id)
  }

  /** What cannot be queued now waits in the database and is queued by `resume`. */
  async #enqueue(id: string): Promise<void> {
    const options = {
      deduplicationKey: `${deliveryTask}|${id}`,
      requestedBy: 'system',
      title: { code: 'monitoring.task.notify', data: {} },
    }
    try {
      await this.#ports.queue.enqueue(deliveryTask, { id }, options)
    } catch (error) {
      this.#ports.log.warning('a message about alerts waits, because it could not be queued', { deliveryId: id, error })
    }
  }
}

function deliveryRow(
  { channelId, routeId, key, alerts }: PlannedMessage,
  at: { readonly rows: readonly AlertRow[]; readonly channels: readonly ChannelRow[]; readonly nowMs: number },
): DeliveryRow {
  const wanted = new Set([...alerts.firing, ...alerts.resolved])
  const language = at.channels.find(({ id }) => id === channelId)?.language ?? 'ja'
  const told = toldAlerts(
    at.rows.filter(({ id }) => wanted.has(id)),
    new Set(alerts.firing),
    language,
  )
  return {
    ...{ id: newId(), channelId, routeId, groupKey: key, alerts: JSON.stringify(alerts), isCurrent: 1 },
    ...{ alertCount: told.length, title: titleOf(told, language), state: 'waiting', attempts: 0, failure: null },
    ...{ createdAt: at.nowMs, sentAt: null },
  }
}
