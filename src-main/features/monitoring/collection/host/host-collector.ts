import type { Collector } from '../collector.ts'
import { hostSamples } from './host-samples.ts'
import type { WatchedHost } from './watched-host.ts'

/** The machine the program runs on, under the job that others have its figures from the node exporter under. */
export function hostCollector(host: WatchedHost, instance: string): Collector {
  return {
    ...{ name: 'host', job: 'node', instance, timeoutMs: 10_000 },
    collect: async (signal) => hostSamples(await host.look(signal)),
  }
}
