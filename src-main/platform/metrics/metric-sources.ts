import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { MetricFamily } from './exposition.ts'
import type { MetricRegistry } from './metric-registry.ts'

/** Brings figures up to date that are not counted as things happen. */
export interface MetricSource {
  /** For the log. */
  readonly name: string
  /** How old its figures may grow. */
  readonly everyMs: number
  refresh(registry: MetricRegistry): Promise<void> | void
  /** Takes away what is not known any more, when `refresh` fails. */
  forget?(registry: MetricRegistry): void
}

interface Watched {
  readonly source: MetricSource
  refreshedAtMs: number
  running: Promise<void> | null
  isFailing: boolean
}

/** Longest wait for one source: what takes longer is told with its earlier figures. */
const sourceLimitMs = 5000

/**
 * The sources behind a registry. However many ask at once, each source is refreshed once in its time, and one that fails
 * or hangs keeps nobody waiting; it is logged once until it works again.
 */
export class MetricSources {
  readonly registry: MetricRegistry
  readonly #clock: Clock
  readonly #log: Logger
  readonly #watched: Watched[] = []

  constructor(registry: MetricRegistry, { clock, log }: { readonly clock: Clock; readonly log: Logger }) {
    this.registry = registry
    this.#clock = clock
    this.#log = log
  }

  add(source: MetricSource): void {
    this.#watched.push({ source, refreshedAtMs: Number.NEGATIVE_INFINITY, running: null, isFailing: false })
  }

  /** All figures, as fresh as their sources promise. Never rejects because of a source. */
  async families(): Promise<MetricFamily[]> {
    const timer = Promise.withResolvers<void>()
    const timeout = setTimeout(timer.resolve, sourceLimitMs)
    await Promise.race([timer.promise, Promise.all(this.#watched.map((one) => this.#refresh(one)))])
    clearTimeout(timeout)
    return this.registry.families()
  }

  #refresh(one: Watched): Promise<void> {
    const isFresh = this.#clock.monotonicMs() - one.refreshedAtMs < one.source.everyMs
    if (one.running === null && isFresh) return Promise.resolve()
    one.running ??= this.#run(one).finally(() => {
      one.running = null
    })
    return one.running
  }

  async #run(one: Watched): Promise<void> {
    try {
      await one.source.refresh(this.registry)
      one.isFailing = false
    } catch (error) {
      one.source.forget?.(this.registry)
      if (!one.isFailing) this.#log.warning('figures could not be read', { source: one.source.name, error })
      one.isFailing = true
    }
    one.refreshedAtMs = this.#clock.monotonicMs()
  }
}
