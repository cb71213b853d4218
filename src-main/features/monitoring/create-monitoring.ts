import type { Router } from '@orpc/server'
import type { ExportedTarget } from '#main/engine/rules/index.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { monitoringContract } from '#shared/features/monitoring/contract.ts'
import { type AlertingPorts, createAlerting } from './alerting/index.ts'
import { type CollectionParts, createCollection } from './collection/index.ts'
import { createFigures } from './figures/index.ts'

export interface MonitoringPorts
  extends Omit<AlertingPorts, 'metrics' | 'storage'>,
    Omit<CollectionParts, 'sink' | 'storage' | 'queue' | 'availability'> {
  readonly storage: Storage
  readonly queue: AlertingPorts['queue'] & CollectionParts['queue']
  readonly dataFolder: string
}

/** How the site is doing: figures collected and judged, alerts, and who is told. */
export function createMonitoring(ports: MonitoringPorts) {
  const alerting = createAlerting({ ...ports, metrics: ports.metrics.registry })
  const figures = createFigures({
    ...ports,
    observations: alerting.observations,
    onRules: (ids) => alerting.keepRules(ids),
    externalUrl: ports.externalUrl(),
    externalLabels: {},
    exporting: {
      language: () => ports.site().language,
      target: () => targetOf(ports.externalUrl()),
      routing: alerting.exportedRouting,
    },
  })
  const { metrics } = figures
  const availability = () => availabilityOf(metrics, ports.clock.now().getTime())
  const collection = createCollection({ ...ports, sink: metrics, availability })
  const router: Router<typeof monitoringContract, ApiContext> = {
    ...collection.router,
    ...figures.router,
    ...alerting.routers,
  }
  return {
    router,
    metrics,
    /** Lets go of what the first question started; call it before anything else is started. */
    own: figures.own,
    /** Collects, judges and tells from now on; the queue must run. */
    start: async (owner: Owner): Promise<void> => {
      await alerting.start(owner)
      await figures.start(owner)
      await collection.start(owner)
    },
  }
}

/** Where a Prometheus beside the exported kit finds this program; the key it reads with lies in a file of its own. */
function targetOf(externalUrl: string): ExportedTarget {
  const address = URL.parse(externalUrl)
  const host = address === null ? 'host.docker.internal:8443' : address.host
  return { address: host, https: address?.protocol !== 'http:', keyFile: '/etc/prometheus/secrets/kuraban-api-key' }
}

async function availabilityOf(
  metrics: ReturnType<typeof createFigures>['metrics'],
  atMs: number,
): Promise<ReadonlyMap<string, number>> {
  const { samples } = await metrics.instant('avg_over_time(probe_success[24h])', atMs)
  return new Map(
    samples.flatMap(({ labels, value }) => (typeof value === 'number' ? [[labels.check ?? '', value] as const] : [])),
  )
}
