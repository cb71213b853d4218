import { minuteMs } from '#main/platform/durations.ts'
import { openChannel } from '../channels/channel-secrets.ts'
import type { AlertingPorts } from '../ports.ts'
import { type ChannelRow, listChannels } from '../repository/channel-rows.ts'
import { ChannelFailure } from './channel-failure.ts'
import type { ChannelHealth } from './channel-health.ts'
import { callOut } from './outgoing-call.ts'

type PingPorts = Pick<AlertingPorts, 'storage' | 'clock' | 'cipher' | 'log'>

/** All is well as long as rules are evaluated. */
const evaluatedWithinMs = 5 * minuteMs
const limitMs = 5000
/** Pings missed in a row after which the channel counts as failing. */
const missesAtMost = 3

/** Asks addresses as long as all is well here, so that somebody elsewhere notices when it is not. */
export class Pings {
  readonly #ports: PingPorts
  readonly #health: ChannelHealth
  readonly #lastMs = new Map<string, number>()
  readonly #misses = new Map<string, number>()
  #evaluatedMs = Number.NEGATIVE_INFINITY

  constructor(ports: PingPorts, health: ChannelHealth) {
    this.#ports = ports
    this.#health = health
  }

  /** Rules have been evaluated. */
  evaluated(): void {
    this.#evaluatedMs = this.#ports.clock.monotonicMs()
  }

  /** Asks every address that is due, all at once. */
  async look(signal: AbortSignal): Promise<void> {
    const nowMs = this.#ports.clock.monotonicMs()
    if (nowMs - this.#evaluatedMs > evaluatedWithinMs) return
    const channels = (await listChannels(this.#ports.storage.db)).filter(
      (row) => row.kind === 'ping' && row.isEnabled === 1,
    )
    this.#forget(new Set(channels.map(({ id }) => id)))
    await Promise.all(channels.map((row) => this.#pingWhenDue(row, nowMs, signal)))
  }

  async #pingWhenDue(row: ChannelRow, nowMs: number, signal: AbortSignal): Promise<void> {
    const { settings, address } = await openChannel(this.#ports.cipher, row)
    if (settings.kind !== 'ping' || address === null) return
    if (nowMs - (this.#lastMs.get(row.id) ?? Number.NEGATIVE_INFINITY) < settings.everySeconds * 1000) return
    this.#lastMs.set(row.id, nowMs)
    try {
      await callOut({ method: 'GET', address, allowsInside: settings.allowsInsideAddresses, signal, limitMs })
    } catch (error) {
      if (signal.aborted) return
      await this.#missed(row, error)
      return
    }
    this.#misses.delete(row.id)
    await this.#health.succeeded(row)
  }

  async #missed(row: ChannelRow, error: unknown): Promise<void> {
    const misses = (this.#misses.get(row.id) ?? 0) + 1
    this.#misses.set(row.id, misses)
    const reason = error instanceof ChannelFailure ? error.reason : 'INTERNAL'
    if (misses >= missesAtMost) await this.#health.failed(row, reason)
    else this.#ports.log.warning('a ping was not answered', { channelId: row.id, reason })
  }

  #forget(kept: ReadonlySet<string>): void {
    for (const known of [this.#lastMs, this.#misses]) {
      for (const id of known.keys()) if (!kept.has(id)) known.delete(id)
    }
  }
}
