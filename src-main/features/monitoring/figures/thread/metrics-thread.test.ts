import { setTimeout as sleep } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { MemoryChunkStore } from '#main/engine/tsdb/index.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { MetricsThread, newMetricsWorker } from './metrics-thread.ts'

const atMs = Date.UTC(2026, 10, 22)
const up = { name: 'up', labels: { job: 'host', instance: 'a' }, value: 1 }
const options = { tsdb: {}, externalUrl: '', externalLabels: {} }

describe('the thread of figures', () => {
  let thread: MetricsThread
  let workers: Worker[]
  let restarts: number
  const start = (store = new MemoryChunkStore()) => {
    restarts = 0
    workers = []
    thread = new MetricsThread({
      ...{ store, options, log: silentLogger },
      onRestart: async () => {
        restarts += 1
      },
      newWorker: () => {
        const worker = newMetricsWorker()
        workers.push(worker)
        return worker
      },
    })
    return store
  }
  afterEach(() => thread.stop())

  it('stores and answers as the one who calls would, errors with their codes', async () => {
    start()
    await thread.metrics.append(atMs, [up])
    expect(await thread.metrics.instant('up', atMs)).toMatchObject({ samples: [{ value: 1 }] })
    expect(await thread.metrics.metricNames({ fromMs: atMs, toMs: atMs })).toEqual(new Map([['up', 1]]))
    await expect(thread.metrics.instant('(', atMs)).rejects.toMatchObject({ code: 'QUERY_INVALID' })
  })

  it('keeps what was appended when it is stopped and started again', async () => {
    const store = start()
    await thread.metrics.append(atMs, [up])
    await thread.stop()
    await expect(thread.metrics.stats()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    start(store)
    expect(await thread.metrics.instant('up', atMs)).toMatchObject({ samples: [{ value: 1 }] })
  })

  it('is started anew when it dies, and told its rules again', async () => {
    start()
    await thread.metrics.append(atMs, [up])
    const waiting = expect(thread.metrics.stats()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await workers[0]?.terminate()
    await waiting
    expect(await thread.metrics.instant('up', atMs)).toMatchObject({ samples: [{ value: 1 }] })
    while (restarts === 0) await sleep(50)
    expect(workers).toHaveLength(2)
  })
})
