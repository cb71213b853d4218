import type { Json, TaskContext } from '#main/platform/queue.ts'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import { openChannel } from '../channels/channel-secrets.ts'
import type { AlertingPorts } from '../ports.ts'
import { alertsByIds, insertAlertEvents } from '../repository/alert-rows.ts'
import { type ChannelRow, findChannel } from '../repository/channel-rows.ts'
import { type DeliveryRow, findDelivery, recordTry } from '../repository/delivery-rows.ts'
import { eventRow } from '../store/reconcile.ts'
import { ChannelFailure } from './channel-failure.ts'
import type { ChannelHealth } from './channel-health.ts'
import { toldOf } from './delivery-log.ts'
import { type AlertMessage, messageOf, toldAlerts } from './message.ts'
import { sendMessage } from './senders.ts'

export const deliveryTask = 'monitoring.notify'
/** The first try and three more, after 2, 4 and 8 seconds. */
export const deliveryAttempts = 4

type RunnerPorts = Pick<
  AlertingPorts,
  'storage' | 'clock' | 'events' | 'cipher' | 'mailer' | 'site' | 'externalUrl' | 'timeZone'
>

/** Sends messages that have been decided on, as tasks of the queue. */
export class DeliveryRunner {
  readonly #ports: RunnerPorts
  readonly #health: ChannelHealth

  constructor(ports: RunnerPorts, health: ChannelHealth) {
    this.#ports = ports
    this.#health = health
  }

  /** The work of one task. */
  async deliver(id: string, task: TaskContext): Promise<Json> {
    const { db } = this.#ports.storage
    const delivery = await findDelivery(db, id)
    if (delivery === undefined || delivery.state !== 'waiting') return { sent: delivery?.state === 'sent' }
    const channel = await findChannel(db, delivery.channelId)
    if (channel === undefined || channel.isEnabled === 0) {
      await recordTry(db, id, { state: 'failed', failure: 'channel-disabled', sentAt: null })
      return { sent: false }
    }
    try {
      const message = await this.#message(delivery, channel)
      await sendMessage(this.#ports, await openChannel(this.#ports.cipher, channel), message, task.signal)
    } catch (error) {
      return await this.#missed(delivery, channel, error, task)
    }
    await recordTry(db, id, { state: 'sent', failure: null, sentAt: this.#ports.clock.now().getTime() })
    await this.#tell(delivery, 'notified', channel.name)
    await this.#health.succeeded(channel)
    return { sent: true }
  }

  async #message(delivery: DeliveryRow, channel: ChannelRow): Promise<AlertMessage> {
    const { storage, site, externalUrl } = this.#ports
    const { firing, resolved } = toldOf(delivery)
    const rows = await alertsByIds(storage.db, [...firing, ...resolved])
    const { siteName, environment } = site()
    const { language, name: channelName } = channel
    return messageOf(
      {
        ...{ id: delivery.id, language, siteName, environment, channelName, groupKey: delivery.groupKey },
        ...{ externalUrl: externalUrl(), at: new Date(delivery.createdAt) },
      },
      toldAlerts(rows, new Set(firing), language),
    )
  }

  /** A stop of the program is no miss: the message goes on waiting. */
  async #missed(delivery: DeliveryRow, channel: ChannelRow, error: unknown, task: TaskContext): Promise<Json> {
    const stopped: unknown = task.signal.aborted ? task.signal.reason : null
    if (isAppError(stopped, 'TASK_INTERRUPTED')) throw error
    const failure = failureOf(error)
    const isLast = failure.isPermanent || isAppError(stopped, 'CANCELLED') || task.attempt >= deliveryAttempts
    const { reason } = failure
    const state = isLast ? 'failed' : 'waiting'
    await recordTry(this.#ports.storage.db, delivery.id, { state, failure: reason, sentAt: null })
    task.log.warning('a message about alerts could not be sent', { deliveryId: delivery.id, reason, isLast })
    if (isLast) {
      await this.#tell(delivery, 'notification-failed', channel.name)
      await this.#health.failed(channel, reason)
    }
    if (failure.isPermanent) return { sent: false }
    throw new AppError('CHANNEL_FAILED', { reason }, { cause: error })
  }

  async #tell(delivery: DeliveryRow, kind: 'notified' | 'notification-failed', note: string): Promise<void> {
    const { storage, clock, events } = this.#ports
    const { firing, resolved } = toldOf(delivery)
    const ids = (await alertsByIds(storage.db, [...firing, ...resolved])).map(({ id }) => id)
    const at = clock.now().getTime()
    await insertAlertEvents(
      storage.db,
      ids.map((id) => eventRow(id, kind, at, { note })),
    )
    const [first] = ids
    if (first !== undefined) events.publish({ type: 'monitoring.alert.changed', id: first })
  }
}

function failureOf(error: unknown): ChannelFailure {
  if (error instanceof ChannelFailure) return error
  return new ChannelFailure(error instanceof AppError ? error.code : 'INTERNAL', false, { cause: error })
}
