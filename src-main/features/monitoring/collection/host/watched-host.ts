import { readdir } from 'node:fs/promises'
import type { Clock } from '#main/platform/clock.ts'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import type { HostFigures, HostReader } from './host-figures.ts'
import { hostViewOf } from './host-view.ts'

export interface WatchedHostPorts {
  readonly clock: Clock
  readonly reader: HostReader
  /** Seconds that the event loop is late; null while that is not known. */
  readonly eventLoopLagSeconds: () => number | null
}

/** A look that old is taken again for the live view. */
const freshMs = 2000
/** Speeds between looks closer than that would jump about. */
const shortestMs = 1000

/** The machine as collector and live view see it: few looks, and each of them of use to both. */
export class WatchedHost {
  readonly #ports: WatchedHostPorts
  #before: HostFigures | null = null
  #now: HostFigures | null = null
  #looking: Promise<HostFigures> | null = null

  constructor(ports: WatchedHostPorts) {
    this.#ports = ports
  }

  /** A look at this moment; several that ask at once share one. */
  look(signal: AbortSignal): Promise<HostFigures> {
    this.#looking ??= this.#look(signal).finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  async view(signal: AbortSignal): Promise<HostView> {
    const now = this.#freshLook() ?? (await this.look(signal))
    const { eventLoopLagSeconds } = this.#ports
    const lag = eventLoopLagSeconds()
    return {
      ...hostViewOf({ before: this.#before, now }),
      program: {
        residentBytes: process.memoryUsage.rss(),
        eventLoopLagMs: lag === null ? null : lag * 1000,
        openFiles: await countOpenFiles(),
      },
    }
  }

  #freshLook(): HostFigures | null {
    const age = this.#ports.clock.monotonicMs() - (this.#now?.takenAtMs ?? Number.NEGATIVE_INFINITY)
    return age < freshMs ? this.#now : null
  }

  async #look(signal: AbortSignal): Promise<HostFigures> {
    const now = await this.#ports.reader.read(signal)
    if (this.#now !== null && now.takenAtMs - this.#now.takenAtMs >= shortestMs) this.#before = this.#now
    this.#now = now
    return now
  }
}

/** Null where the system does not tell. */
async function countOpenFiles(): Promise<number | null> {
  try {
    return (await readdir('/proc/self/fd')).length
  } catch {
    return null
  }
}
