import { join } from 'node:path'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { CallContext } from '#main/platform/caller.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { LogsPorts, ShippingSettings } from '../ports.ts'
import type { LogDestination } from './log-destination.ts'
import { otlpShipping } from './otlp-shipping.ts'
import { Shipper } from './shipper.ts'
import { syslogShipping } from './syslog-shipping.ts'

const shipEveryMs = 2_000

type Kind = LogDestination['kind']

function destinationsOf(settings: ShippingSettings): LogDestination[] {
  return [
    ...(settings.syslog === '' ? [] : [syslogShipping(settings.syslog, settings.caFile)]),
    ...(settings.otlp === '' ? [] : [otlpShipping(settings)]),
  ]
}

/** Ships the log to the places that the settings name. */
export class ShippingService {
  readonly #ports: LogsPorts
  #shippers: readonly Shipper[] = []

  constructor(ports: LogsPorts) {
    this.#ports = ports
  }

  /** The places are those of the settings at the start. */
  start(owner: Owner): void {
    const { places, clock, log } = this.#ports
    const { logFile, dataFolder } = places
    if (logFile === null) return
    this.#shippers = destinationsOf(this.#ports.shipping()).map((destination) => {
      return new Shipper(
        destination,
        logFile,
        join(dataFolder, 'cache', `log-shipping-${destination.kind}.json`),
        clock,
      )
    })
    for (const shipper of this.#shippers) {
      let running: Promise<void> | null = null
      const work = new BackgroundWork(`shipping of the log by ${shipper.destination.kind}`, log, () => {
        running ??= shipper.run().finally(() => {
          running = null
        })
        return running
      })
      owner.own('log shipper', async () => {
        await running?.catch(() => undefined)
        shipper.close()
      })
      work.repeat(owner, shipEveryMs)
    }
  }

  status() {
    const items = this.#shippers.map((shipper) => {
      const { kind, place: target } = shipper.destination
      return { kind, target, ...shipper.status() }
    })
    return { items }
  }

  /** Sends one line by itself; UNAVAILABLE tells why it was not taken. */
  async test(kind: Kind, context: CallContext): Promise<{ answer: string }> {
    const { clock, storage, audit } = this.#ports
    const destination = destinationsOf(this.#ports.shipping()).find((one) => one.kind === kind)
    if (destination === undefined) throw new AppError('UNAVAILABLE', { what: kind })
    const fields = { level: 'INFO', logger: 'logs', message: 'test of log shipping' } as const
    const text = JSON.stringify({ timestamp: clock.now().toISOString(), ...fields, request_id: context.requestId })
    const line = { ...fields, atMs: clock.now().getTime(), correlationId: context.requestId, userId: null, text }
    try {
      await destination.deliver([line])
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      throw new AppError('UNAVAILABLE', { what: `${destination.place}: ${reason}` }, { cause: error })
    }
    await storage.transaction((tx) =>
      audit.record(tx, context, { action: 'logs.shipping.test', target: destination.place, detail: { kind } }),
    )
    return { answer: destination.place }
  }
}
