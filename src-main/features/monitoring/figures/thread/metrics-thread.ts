import { Worker } from 'node:worker_threads'
import type { ChunkStore } from '#main/engine/tsdb/index.ts'
import type { Logger } from '#main/platform/logger.ts'
import { callsOver, serveCalls } from '#main/platform/threads/calls-over-port.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { MetricsOptions } from '../local-metrics.ts'
import type { Metrics } from '../metrics.ts'
import { metricsMethods, type Opening, type Reports, storeMethods } from './protocol.ts'

/** Beyond it the thread ends and the next call starts another, instead of taking the machine's memory. */
const heapMegabytes = 512

export interface MetricsThreadPorts {
  readonly store: ChunkStore
  readonly options: MetricsOptions
  readonly log: Logger
  /** Tells a thread that took the place of a dead one what it must know. */
  readonly onRestart: () => Promise<void>
  readonly newWorker?: () => Worker
}

/**
 * The figures in a thread of their own, so that nothing heavy holds up a click. It starts with the first call, and again
 * after it has died: what was under way fails then, and nothing but the tick being written is lost.
 */
export class MetricsThread {
  readonly #ports: MetricsThreadPorts
  #worker: Worker | null = null
  #opened: Promise<Metrics> | null = null
  #hasDied = false
  #isStopped = false

  constructor(ports: MetricsThreadPorts) {
    this.#ports = ports
  }

  /** Fails with UNAVAILABLE when the thread dies meanwhile, and after it was stopped. */
  readonly metrics: Metrics = {
    append: async (...given) => (await this.#running()).append(...given),
    instant: async (...given) => (await this.#running()).instant(...given),
    range: async (...given) => (await this.#running()).range(...given),
    plot: async (...given) => (await this.#running()).plot(...given),
    metricNames: async (...given) => (await this.#running()).metricNames(...given),
    labelNames: async (...given) => (await this.#running()).labelNames(...given),
    labelValues: async (...given) => (await this.#running()).labelValues(...given),
    series: async (...given) => (await this.#running()).series(...given),
    stats: async () => (await this.#running()).stats(),
    setGroups: async (...given) => (await this.#running()).setGroups(...given),
    evaluate: async (...given) => (await this.#running()).evaluate(...given),
    maintain: async () => (await this.#running()).maintain(),
    close: () => this.stop(),
  }

  /** Waits until what was appended is on the disk, then ends the thread. */
  async stop(): Promise<void> {
    this.#isStopped = true
    try {
      await (await this.#opened)?.close()
    } finally {
      await this.#worker?.terminate()
    }
  }

  #running(): Promise<Metrics> {
    if (this.#isStopped) return Promise.reject(unavailable())
    this.#opened ??= this.#open()
    return this.#opened
  }

  async #open(): Promise<Metrics> {
    const { store, options, log, newWorker = newMetricsWorker } = this.#ports
    const worker = newWorker()
    this.#worker = worker
    const opening = callsOver<Opening>(worker, 'opening', ['open'])
    const remote = callsOver<Metrics>(worker, 'metrics', metricsMethods)
    serveCalls(worker, 'store', store, storeMethods)
    serveCalls(worker, 'reports', reportsTo(log), ['damaged'])
    worker.on('error', (error) => log.error('the thread of figures failed', { error }))
    worker.on('exit', () => {
      opening.end(unavailable())
      remote.end(unavailable())
      this.#opened = null
      this.#hasDied = true
    })
    await opening.calls.open(options)
    if (this.#hasDied) void this.#tellAgain()
    return remote.calls
  }

  async #tellAgain(): Promise<void> {
    try {
      await this.#ports.onRestart()
    } catch (error) {
      this.#ports.log.error('the thread of figures was started anew and not told what it must know', { error })
    }
  }
}

export function newMetricsWorker(): Worker {
  return new Worker(new URL('./metrics.worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  })
}

function reportsTo(log: Logger): Reports {
  return {
    damaged: async (what) => log.error('stored figures are damaged; everything else is answered', what),
  }
}

function unavailable(): AppError {
  return new AppError('UNAVAILABLE', { what: 'metrics' })
}
