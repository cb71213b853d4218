import { defaultRetention, type RetentionGroup } from '#main/engine/tsdb/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { Metrics } from './metrics.ts'

export interface StoreStatusPorts {
  readonly metrics: Pick<Metrics, 'stats'>
  readonly clock: Clock
  readonly retention: readonly RetentionGroup[]
  /** Bytes and samples that lie in the database. */
  readonly stored: () => Promise<{ readonly bytes: number; readonly oldestMs: number | null }>
}

/** How the store of figures is: what it holds, what it refused, what is damaged. */
export class StoreStatus {
  readonly #ports: StoreStatusPorts
  readonly #startedMs: number

  constructor(ports: StoreStatusPorts) {
    this.#ports = ports
    this.#startedMs = ports.clock.monotonicMs()
  }

  async read() {
    const stats = await this.#ports.metrics.stats()
    const { bytes, oldestMs } = await this.#ports.stored()
    const seconds = Math.max(1, (this.#ports.clock.monotonicMs() - this.#startedMs) / 1000)
    return {
      ...{ series: stats.activeSeries, seriesLimit: stats.seriesLimit },
      refusedSeries: stats.refusedTooManySeries + stats.refusedLabelTooLong,
      samplesPerSecond: stats.appendedSamples / seconds,
      ...{ storedBytes: bytes, bytesPerSample: null, oldestMs, damagedChunks: stats.damagedChunks },
      newestMs: stats.newestMs === 0 ? null : stats.newestMs,
      retention: [...this.#ports.retention, defaultRetention].map((group, index) => ({
        ...{ group: `${index + 1}`, pattern: group.pattern, rawDays: group.rawDays },
        ...{ fiveMinuteDays: group.fiveMinutesDays, hourDays: group.hoursDays },
      })),
    }
  }
}
