import { platform } from 'node:os'
import type { Router } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { EventLoopDelay, processFigures } from '#main/platform/metrics/index.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import { CheckService } from './checks/check-service.ts'
import type { Collector } from './collector.ts'
import { CollectorLoop } from './collector-loop.ts'
import { HeartbeatService } from './heartbeats/heartbeat-service.ts'
import { hostCollector } from './host/host-collector.ts'
import type { HostReader } from './host/host-figures.ts'
import { linuxHost } from './host/linux-host.ts'
import { otherHost } from './host/other-host.ts'
import { RareFigures } from './host/rare-figures.ts'
import { WatchedHost } from './host/watched-host.ts'
import type { CollectionPorts } from './ports.ts'
import { programCollector } from './program-collector.ts'
import { type collectionContract, createCollectionRouter } from './router.ts'
import { ScrapeService } from './scrapes/scrape-service.ts'
import { postgresCollector } from './servers/postgres-collector.ts'
import { redisCollector } from './servers/redis-collector.ts'
import { countEvents } from './sources/counted-events.ts'
import { databaseFigures } from './sources/database-figures.ts'
import { countLogLines, lostLogLines } from './sources/log-figures.ts'
import { taskFigures } from './sources/task-figures.ts'

/** Collecting as a part of monitoring. */
export interface Collection {
  readonly router: Router<typeof collectionContract, ApiContext>
  /** Begins to collect and to check; the database must be up to date and the sink ready. */
  start(owner: Owner): Promise<void>
}

export type CollectionParts = CollectionPorts & { readonly queue: Pick<TaskQueue, 'get'> }

/** Figures of the machine, the program, its servers and other programs, active checks, and jobs that report in. */
export function createCollection(ports: CollectionParts): Collection {
  const { metrics, clock, storage, logStream } = ports
  const delay = new EventLoopDelay(clock)
  const reader = ports.host ?? hostReader(ports)
  const host = new WatchedHost({ clock, reader, eventLoopLagSeconds: () => delay.p99Seconds })
  const checks = new CheckService(ports)
  const scrapes = new ScrapeService(ports)
  const heartbeats = new HeartbeatService(ports)
  const own = ownCollectors(ports, host)
  const loop = new CollectorLoop({
    ...ports,
    intervalMs: () => ports.settings().intervalSeconds * 1000,
    collectors: () => [...own, ...scrapes.collectors()],
    onTick: (atMs) => ports.events.publish({ type: 'monitoring.ticked', atMs }),
  })
  const sources = [processFigures(delay, ports.programVersion), databaseFigures(storage), taskFigures(storage)]
  for (const source of [...sources, checks.figures, heartbeats.figures]) metrics.add(source)
  if (logStream !== undefined) metrics.add(lostLogLines(logStream))
  const collectors = () => own.map(({ name }) => ({ name, turn: loop.lastTurn(name) }))
  return {
    router: createCollectionRouter({ host, collectors, checks, scrapes, heartbeats }),
    start: async (owner) => {
      delay.start(owner)
      countEvents({ ...ports, registry: metrics.registry }, owner)
      if (logStream !== undefined) countLogLines(metrics.registry, logStream, owner)
      await heartbeats.start(owner)
      await checks.start(owner)
      await scrapes.start(owner)
      loop.start(owner)
    },
  }
}

function hostReader({ clock }: CollectionPorts): HostReader {
  const rare = new RareFigures(clock)
  return platform() === 'linux' ? linuxHost({ clock, rare }) : otherHost({ clock, rare })
}

function ownCollectors(ports: CollectionPorts, host: WatchedHost): readonly Collector[] {
  const { metrics, nodeName, storage, redis } = ports
  return [
    hostCollector(host, nodeName),
    programCollector(metrics, nodeName),
    ...(storage.engine === 'postgres' ? [postgresCollector(storage, nodeName)] : []),
    ...(redis === undefined ? [] : [redisCollector(redis, nodeName)]),
  ]
}
