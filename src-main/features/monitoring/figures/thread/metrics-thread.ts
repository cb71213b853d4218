import { Worker } from 'node:worker_threads'
import type { ChunkStore } from '#main/engine/tsdb/index.ts'
import type { Logger } from '#main/platform/logger.ts'
import { callsOver, type RemoteCalls, serveCalls } from '#main/platform/threads/calls-over-port.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { MetricsOptions } from '../local-metrics.ts'
import type { Metrics } from '../metrics.ts'
import { metricsMethods, type Opening, type Reports, storeMethods } from './protocol.ts'

/** Beyond it the thread ends and is started anew, instead of taking the machine's memory. */
const heapMegabytes = 512
const restartAfterMs = 1000

/** The figures in a thread of their own, so that nothing heavy holds up a click. A thread that dies is started anew. */
export class MetricsThread {
  readonly #store: ChunkStore
  readonly #options: MetricsOptions
  readonly #log: Logger
  /** What must be told to a thread that was started anew. */
  readonly #onRestart: () => Promise<void>
  readonly #newWorker: () => Worker
  #worker: Worker | null = null
  #remote: RemoteCalls<Metrics> | null = null
  #isStopping = false

  constructor(ports: {
    readonly store: ChunkStore
    readonly options: MetricsOptions
    readonly log: Logger
    readonly onRestart: () => Promise<void>
    readonly newWorker?: () => Worker
  }) {
    this.#store = ports.store
    this.#options = ports.options
    this.#log = ports.log
    this.#onRestart = ports.onRestart
    this.#newWorker = ports.newWorker ?? newMetricsWorker
  }

  readonly #reports: Reports = {
    damaged: async (what) => this.#log.error('stored figures are damaged; everything else is answered', what),
  }

  /** Fails with UNAVAILABLE while no thread runs. */
  readonly metrics: Metrics = {
    append: async (...given) => await this.#running.append(...given),
    instant: async (...given) => await this.#running.instant(...given),
    range: async (...given) => await this.#running.range(...given),
    plot: async (...given) => await this.#running.plot(...given),
    metricNames: async (...given) => await this.#running.metricNames(...given),
    labelNames: async (...given) => await this.#running.labelNames(...given),
    labelValues: async (...given) => await this.#running.labelValues(...given),
    series: async (...given) => await this.#running.series(...given),
    stats: async () => await this.#running.stats(),
    setGroups: async (...given) => await this.#running.setGroups(...given),
    evaluate: async (...given) => await this.#running.evaluate(...given),
    maintain: async () => await this.#running.maintain(),
    close: () => this.stop(),
  }

  async start(): Promise<void> {
    const worker = this.#newWorker()
    this.#worker = worker
    const opening = callsOver<Opening>(worker, 'opening', ['open'])
    const remote = callsOver<Metrics>(worker, 'metrics', metricsMethods)
    serveCalls(worker, 'store', this.#store, storeMethods)
    serveCalls(worker, 'reports', this.#reports, ['damaged'])
    worker.on('error', (error) => this.#log.error('the thread of figures failed', { error }))
    worker.on('exit', () => {
      const gone = unavailable()
      opening.end(gone)
      remote.end(gone)
      this.#remote = null
      this.#worker = null
      if (!this.#isStopping) setTimeout(() => void this.#restart(), restartAfterMs).unref()
    })
    await opening.calls.open(this.#options)
    this.#remote = remote
  }

  /** Waits until what was appended is on the disk, then ends the thread. */
  async stop(): Promise<void> {
    this.#isStopping = true
    const worker = this.#worker
    try {
      await this.#remote?.calls.close()
    } finally {
      await worker?.terminate()
    }
  }

  async #restart(): Promise<void> {
    if (this.#isStopping) return
    try {
      await this.start()
      await this.#onRestart()
    } catch (error) {
      this.#log.error('the thread of figures could not be started anew', { error })
      await this.#worker?.terminate()
    }
  }

  get #running(): Metrics {
    if (this.#remote === null) throw unavailable()
    return this.#remote.calls
  }
}

export function newMetricsWorker(): Worker {
  return new Worker(new URL('./metrics.worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  })
}

function unavailable(): AppError {
  return new AppError('UNAVAILABLE', { what: 'metrics' })
}
