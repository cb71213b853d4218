import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock } from '../clock.ts'
import type { Owner } from '../lifecycle.ts'
import type { MetricSource } from './metric-sources.ts'

const resolutionMs = 20
const windowMs = 10_000
const nanosecondsPerSecond = 1e9

/** How late the event loop is: the 99th percentile of the last ten seconds and more. */
export class EventLoopDelay {
  readonly #clock: Clock
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  #measuredAtMs = 0
  #seconds: number | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  start(owner: Owner): void {
    this.#histogram.enable()
    this.#measuredAtMs = this.#clock.monotonicMs()
    owner.own('event loop delay', () => void this.#histogram.disable())
  }

  /** Seconds beyond the time a turn is due; null until the first window is over. */
  get p99Seconds(): number | null {
    const now = this.#clock.monotonicMs()
    if (now - this.#measuredAtMs >= windowMs && this.#histogram.count > 0) {
      const late = this.#histogram.percentile(99) / nanosecondsPerSecond - resolutionMs / 1000
      this.#seconds = Math.max(0, late)
      this.#histogram.reset()
      this.#measuredAtMs = now
    }
    return this.#seconds
  }
}

/** Memory, CPU and event loop of this process. */
export function processFigures(delay: EventLoopDelay, programVersion: string): MetricSource {
  const startedAtSeconds = Date.now() / 1000 - process.uptime()
  let countedCpuSeconds = 0
  return {
    name: 'process',
    everyMs: 1000,
    refresh: (registry) => {
      const { user, system } = process.cpuUsage()
      const cpuSeconds = (user + system) / 1e6
      registry.add('process_cpu_seconds_total', {}, cpuSeconds - countedCpuSeconds)
      countedCpuSeconds = cpuSeconds
      const { rss, heapUsed } = process.memoryUsage()
      registry.set('process_resident_memory_bytes', {}, rss)
      registry.set('nodejs_heap_size_used_bytes', {}, heapUsed)
      registry.set('process_start_time_seconds', {}, startedAtSeconds)
      registry.set('kuraban_build_info', { version: programVersion }, 1)
      const late = delay.p99Seconds
      if (late !== null) registry.set('nodejs_eventloop_lag_p99_seconds', {}, late)
    },
  }
}
