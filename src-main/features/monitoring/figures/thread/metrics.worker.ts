import { parentPort } from 'node:worker_threads'
import type { ChunkStore } from '#main/engine/tsdb/index.ts'
import { callsOver, type Port, serveCalls } from '#main/platform/threads/calls-over-port.ts'
import { LocalMetrics, type MetricsOptions } from '../local-metrics.ts'
import { metricsMethods, storeMethods } from './protocol.ts'

if (parentPort === null) throw new Error('metrics.worker.ts runs in a worker thread only')
const port: Port = parentPort
const store = callsOver<ChunkStore>(port, 'store', storeMethods).calls

serveCalls(
  port,
  'opening',
  {
    open: async (options: MetricsOptions) => {
      serveCalls(port, 'metrics', await LocalMetrics.open(store, options), metricsMethods)
    },
  },
  ['open'],
)
