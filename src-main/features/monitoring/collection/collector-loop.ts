import type { Clock } from '#main/platform/clock.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { SampleSink } from '../sample-sink.ts'
import { BoundedTurns } from './bounded-turns.ts'
import { type Collector, type CollectorTurn, takeTurn } from './collector.ts'

export interface CollectorLoopPorts {
  readonly clock: Clock
  readonly log: Logger
  readonly sink: SampleSink
  readonly intervalMs: () => number
  /** Who has a turn at a tick, in this order. */
  readonly collectors: () => readonly Collector[]
  /** All who had a turn at the tick have had it. */
  readonly onTick?: (tickMs: number) => void
}

const atOnce = 12
/** A timer may fire a little before its time. */
const toleranceMs = 50
const shortestWaitMs = 100

/**
 * Has collectors look at every full interval of the clock on the wall, so that the figures of one moment bear one time.
 * One that is not ready yet misses its next turn; one that fails is logged once until it works again.
 */
export class CollectorLoop {
  readonly #ports: CollectorLoopPorts
  readonly #turns = new BoundedTurns(atOnce)
  readonly #running = new Map<string, Promise<void>>()
  readonly #last = new Map<string, CollectorTurn>()
  readonly #stopping = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #lastTickMs: number | null = null
  #isSinkFailing = false

  constructor(ports: CollectorLoopPorts) {
    this.#ports = ports
  }

  start(owner: Owner): void {
    owner.own('collectors', async () => {
      clearTimeout(this.#timer)
      this.#stopping.abort()
      await Promise.all(this.#running.values())
    })
    this.#wait()
  }

  /** How the last turn of a collector went; undefined before there was one. */
  lastTurn(name: string): CollectorTurn | undefined {
    return this.#last.get(name)
  }

  /** Gives everybody a turn who is due at this moment, and resolves when all have had it. */
  async tick(): Promise<void> {
    const intervalMs = this.#ports.intervalMs()
    const tickMs = Math.floor((this.#ports.clock.now().getTime() + toleranceMs) / intervalMs) * intervalMs
    if (tickMs === this.#lastTickMs) return
    this.#lastTickMs = tickMs
    const collectors = this.#ports.collectors()
    this.#forgetOthers(collectors)
    const due = collectors.filter((one) => !this.#running.has(one.name) && one.isDue?.(tickMs) !== false)
    await Promise.all(due.map((one) => this.#begin(one, tickMs)))
    if (!this.#stopping.signal.aborted) this.#ports.onTick?.(tickMs)
  }

  #wait(): void {
    if (this.#stopping.signal.aborted) return
    const intervalMs = this.#ports.intervalMs()
    const nowMs = this.#ports.clock.now().getTime()
    const waitMs = Math.max(shortestWaitMs, intervalMs - (nowMs % intervalMs))
    this.#timer = setTimeout(() => {
      void this.tick()
      this.#wait()
    }, waitMs)
    this.#timer.unref()
  }

  #begin(collector: Collector, tickMs: number): Promise<void> {
    const { clock, sink } = this.#ports
    const surroundings = { sink, monotonicMs: () => clock.monotonicMs(), stopping: this.#stopping.signal }
    const turn = this.#turns
      .run(() => takeTurn(collector, tickMs, surroundings))
      .then((done) => {
        this.#isSinkFailing = false
        this.#told(collector, done)
      })
      .catch((error: unknown) => {
        if (!this.#isSinkFailing) this.#ports.log.error('collected figures could not be kept', { error })
        this.#isSinkFailing = true
      })
      .finally(() => this.#running.delete(collector.name))
    this.#running.set(collector.name, turn)
    return turn
  }

  #told(collector: Collector, turn: CollectorTurn): void {
    if (this.#stopping.signal.aborted) return
    const wasUp = this.#last.get(collector.name)?.isUp
    this.#last.set(collector.name, turn)
    const fields = { collector: collector.name, reason: turn.error }
    if (!turn.isUp && wasUp !== false) this.#ports.log.warning('figures could not be collected', fields)
    if (turn.isUp && wasUp === false) this.#ports.log.info('figures are collected again', fields)
    collector.onTurn?.(turn)
  }

  #forgetOthers(collectors: readonly Collector[]): void {
    const names = new Set(collectors.map(({ name }) => name))
    for (const name of this.#last.keys()) if (!names.has(name)) this.#last.delete(name)
  }
}
