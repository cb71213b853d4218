import path from 'node:path'
import type { AuditTrail } from '#main/features/security/index.ts'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { Clock } from '#main/platform/clock.ts'
import { minuteMs } from '#main/platform/durations.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { MetricSources } from '#main/platform/metrics/index.ts'
import { resourcePath } from '#main/platform/resources.ts'
import { DatabaseChunkStore } from '#main/storage/adapters/tsdb/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { ObservationSink } from '../rule-observation.ts'
import { DashboardService } from './dashboards/dashboard-service.ts'
import { type ExportedKitPorts, exportedKit } from './exported-kit.ts'
import { storeFigures } from './own-figures.ts'
import { QueryService } from './query-service.ts'
import { readStoredSize } from './repository/stored-size.ts'
import { createFiguresRouter } from './router.ts'
import { RuleFileService } from './rules/rule-file-service.ts'
import { RuleFiles } from './rules/rule-files.ts'
import { RuleRunner } from './rules/rule-runner.ts'
import { RuleService } from './rules/rule-service.ts'
import { StoreStatus } from './store-status.ts'
import { MetricsThread } from './thread/metrics-thread.ts'

export interface FiguresPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly audit: Pick<AuditTrail, 'record'>
  readonly metrics: MetricSources
  readonly observations: ObservationSink
  /** Told the ids of all rules in force whenever they change. */
  readonly onRules: (ids: ReadonlySet<string>) => Promise<void>
  readonly dataFolder: string
  readonly externalUrl: string
  readonly externalLabels: Readonly<Record<string, string>>
  readonly exporting: ExportedKitPorts
}

/** Figures of the site: kept, asked, judged by rules, shown on dashboards. */
export function createFigures(ports: FiguresPorts) {
  const { storage, clock, log, externalUrl, externalLabels } = ports
  const thread = new MetricsThread({
    store: new DatabaseChunkStore(storage),
    options: { tsdb: {}, externalUrl, externalLabels },
    log,
    onRestart: () => runner.reload(),
  })
  const { metrics } = thread
  const folders = { builtIn: resourcePath('monitoring/rules'), own: path.join(ports.dataFolder, 'rules') }
  const files = new RuleFiles(folders, () => clock.now().getTime())
  const runner = new RuleRunner({ ...ports, metrics, files, registry: ports.metrics.registry })
  ports.metrics.add(storeFigures(metrics))
  const stored = () => readStoredSize(storage.db)
  const services = {
    queries: new QueryService({ metrics, clock }),
    storeStatus: new StoreStatus({ metrics, clock, retention: [], stored }),
    rules: new RuleService({ ...ports, metrics, runner }),
    ruleFiles: new RuleFileService({ ...ports, files, runner }),
    dashboards: new DashboardService(ports),
    exported: () => exportedKit(files, ports.exporting),
  }
  return {
    router: createFiguresRouter(services),
    metrics,
    ruleFiles: files,
    /** Lets go of the thread, which starts by itself with the first question. */
    own: (owner: Owner): void => {
      owner.own('figures', () => thread.stop())
    },
    /** Judges and keeps from now on. */
    start: async (owner: Owner): Promise<void> => {
      await runner.start(owner)
      new BackgroundWork('upkeep of figures', log, () => metrics.maintain()).repeat(owner, minuteMs)
    },
  }
}
