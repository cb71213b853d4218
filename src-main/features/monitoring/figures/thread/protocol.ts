import type { ChunkStore } from '#main/engine/tsdb/index.ts'
import type { RemoteMethod } from '#main/platform/threads/calls-over-port.ts'
import type { MetricsOptions } from '../local-metrics.ts'
import type { Metrics } from '../metrics.ts'

/** What the thread is first asked, once it runs. */
export interface Opening {
  open(options: MetricsOptions): Promise<void>
}

/** What the thread has to say without being asked. */
export interface Reports {
  damaged(what: Readonly<Record<string, unknown>>): Promise<void>
}

export const metricsMethods = [
  'append',
  'instant',
  'range',
  'plot',
  'metricNames',
  'labelNames',
  'labelValues',
  'series',
  'stats',
  'setGroups',
  'evaluate',
  'maintain',
  'close',
] as const satisfies readonly RemoteMethod<Metrics>[]

/** The store lies with the database, on the other side. */
export const storeMethods = [
  'readSeries',
  'readMarks',
  'readHead',
  'appendHead',
  'seal',
  'readChunks',
  'writeRollups',
  'moveMarks',
  'deleteChunks',
  'deleteSeries',
  'discardFrom',
] as const satisfies readonly RemoteMethod<ChunkStore>[]
