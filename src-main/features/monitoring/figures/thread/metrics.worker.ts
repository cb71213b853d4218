import { parentPort } from 'node:worker_threads'
import type { ChunkStore, Damage } from '#main/engine/tsdb/index.ts'
import { callsOver, type Port, serveCalls } from '#main/platform/threads/calls-over-port.ts'
import { LocalMetrics, type MetricsOptions } from '../local-metrics.ts'
import { metricsMethods, type Reports, storeMethods } from './protocol.ts'

if (parentPort === null) throw new Error('metrics.worker.ts runs in a worker thread only')
const port: Port = parentPort
const store = callsOver<ChunkStore>(port, 'store', storeMethods).calls

const reports = callsOver<Reports>(port, 'reports', ['damaged']).calls

serveCalls(
  port,
  'opening',
  {
    open: async (options: MetricsOptions) => {
      const onDamage = ({ labels, ...damage }: Damage) =>
        void reports.damaged({ ...damage, series: labels.toJSON() }).catch(() => {})
      const opened = await LocalMetrics.open(store, { ...options, tsdb: { ...options.tsdb, onDamage } })
      serveCalls(port, 'metrics', opened, metricsMethods)
    },
  },
  ['open'],
)
