import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Channel } from '#shared/features/monitoring/contract/notifications.ts'
import { ChannelFailure } from '../delivery/channel-failure.ts'
import type { ChannelHealth } from '../delivery/channel-health.ts'
import { sendMessage } from '../delivery/senders.ts'
import type { AlertingPorts } from '../ports.ts'
import * as rows from '../repository/channel-rows.ts'
import { loadRouting } from '../services/stored-routing.ts'
import { checkChannel } from './channel-checks.ts'
import type { ChannelInput } from './channel-input.ts'
import { openChannel, sealOfChannel } from './channel-secrets.ts'
import { channelView } from './channel-view.ts'
import { exampleMessage } from './example-message.ts'

type ChannelPorts = Omit<AlertingPorts, 'queue' | 'metrics' | 'handlers' | 'retentionDays'>

const longestTestMs = 30_000

/** Ways of telling people. Their addresses and keys go in, are kept sealed, and never come out. */
export class ChannelService {
  readonly #ports: ChannelPorts
  readonly #health: ChannelHealth

  constructor(ports: ChannelPorts, health: ChannelHealth) {
    this.#ports = ports
    this.#health = health
  }

  async list(): Promise<{ items: Channel[] }> {
    return { items: (await rows.listChannels(this.#ports.storage.db)).map(channelView) }
  }

  async create(input: ChannelInput, context: CallContext): Promise<Channel> {
    const { storage, audit } = this.#ports
    await checkChannel(this.#ports, input, input.address ?? null)
    const id = newId()
    const row: rows.ChannelRow = {
      ...(await this.#columns(id, input, undefined)),
      ...{ health: 'unknown', lastSentAt: null, lastFailure: null },
    }
    await refuseTakenName(input.name, () =>
      storage.transaction(async (tx) => {
        await rows.insertChannel(tx, row)
        const named = { target: id, targetName: row.name }
        const detail = { after: told(row) }
        await audit.record(tx, context, { action: 'monitoring.notifications.channels.create', ...named, detail })
      }),
    )
    return await this.#changed(id)
  }

  async update({ id, ...input }: ChannelInput & { readonly id: string }, context: CallContext): Promise<Channel> {
    const { storage, audit, cipher } = this.#ports
    const before = await this.#find(id)
    const address = input.address ?? (await openChannel(cipher, before)).address
    await checkChannel(this.#ports, input, address)
    const change = await this.#columns(id, input, before)
    await refuseTakenName(input.name, () =>
      storage.transaction(async (tx) => {
        await rows.updateChannel(tx, change)
        const named = { target: id, targetName: before.name }
        const secrets = { addressChanged: input.address !== undefined, keyChanged: input.signingKey !== undefined }
        const detail = { before: told(before), after: told(change), ...secrets }
        await audit.record(tx, context, { action: 'monitoring.notifications.channels.update', ...named, detail })
      }),
    )
    return await this.#changed(id)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const { storage, audit } = this.#ports
    const before = await this.#find(id)
    await storage.transaction(async (tx) => {
      const { routes } = (await loadRouting(tx)).routing
      const usedBy = routes.filter(({ channelIds }) => channelIds.includes(id)).map((route) => route.id)
      if (usedBy.length > 0) throw new AppError('IN_USE', { resource: 'alert-channel', id, usedBy })
      await rows.deleteChannel(tx, id)
      const named = { target: id, targetName: before.name }
      const detail = { before: told(before) }
      await audit.record(tx, context, { action: 'monitoring.notifications.channels.remove', ...named, detail })
    })
    this.#ports.events.publish({ type: 'monitoring.channel.changed', id })
    await this.#health.refresh()
  }

  /** Sends at once what says nothing but that it arrives. */
  async test(id: string, signal: AbortSignal | undefined): Promise<{ answer: string; durationMs: number }> {
    const { cipher, clock } = this.#ports
    const row = await this.#find(id)
    const late = AbortSignal.timeout(longestTestMs)
    const began = clock.monotonicMs()
    try {
      const channel = await openChannel(cipher, row)
      const until = signal === undefined ? late : AbortSignal.any([signal, late])
      const answer = await sendMessage(this.#ports, channel, exampleMessage(this.#ports, row), until)
      await this.#health.succeeded(row)
      return { answer, durationMs: clock.monotonicMs() - began }
    } catch (error) {
      const reason = error instanceof ChannelFailure ? error.reason : late.aborted ? 'no answer in time' : null
      if (reason === null) throw error
      throw new AppError('CHANNEL_FAILED', { reason }, { cause: error })
    }
  }

  /** What is left out of the input stays as it was. */
  async #columns(id: string, input: ChannelInput, before: rows.ChannelRow | undefined): Promise<rows.ChannelChange> {
    const { cipher, clock } = this.#ports
    const { name, language, settings, address, signingKey } = input
    const kept = before?.kind === settings.kind ? before : undefined
    return {
      ...{ id, name, language, kind: settings.kind, isEnabled: input.isEnabled ? 1 : 0 },
      settings: JSON.stringify(settings),
      sealedAddress:
        address === undefined
          ? (kept?.sealedAddress ?? null)
          : await sealOfChannel(cipher, 'sealedAddress', id, address),
      addressHost: address === undefined ? (kept?.addressHost ?? null) : new URL(address).host,
      sealedSigningKey:
        signingKey === undefined
          ? (kept?.sealedSigningKey ?? null)
          : await sealOfChannel(cipher, 'sealedSigningKey', id, signingKey),
      updatedAt: clock.now().getTime(),
    }
  }

  async #find(id: string): Promise<rows.ChannelRow> {
    const row = await rows.findChannel(this.#ports.storage.db, id)
    if (row === undefined) throw new AppError('NOT_FOUND', { resource: 'alert-channel', id })
    return row
  }

  async #changed(id: string): Promise<Channel> {
    this.#ports.events.publish({ type: 'monitoring.channel.changed', id })
    await this.#health.refresh()
    return channelView(await this.#find(id))
  }
}

/** What the record may tell of a channel. */
function told({ name, kind, isEnabled, settings, addressHost }: rows.ChannelChange) {
  return { name, kind, isEnabled: isEnabled === 1, settings: JSON.parse(settings), addressHost }
}

async function refuseTakenName<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('CONFLICT', { resource: 'alert-channel', field: 'name', value: name }, { cause: error })
  }
}
