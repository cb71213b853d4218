import { hostname } from 'node:os'
import { createBackupFeature } from '#main/features/backup/index.ts'
import { createDatabaseInsight } from '#main/features/database/index.ts'
import { createLogs, noShipping } from '#main/features/logs/index.ts'
import { createMonitoring, monitoringSealedColumns } from '#main/features/monitoring/index.ts'
import { createNotifications } from '#main/features/notifications/index.ts'
import { assertHoldsEverything, createSecurity } from '#main/features/security/index.ts'
import { createSettings } from '#main/features/settings/index.ts'
import { createSystem } from '#main/features/system/index.ts'
import { createTasksFeature } from '#main/features/tasks/index.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import type { MetricSources } from '#main/platform/metrics/index.ts'
import { createColumnCipher } from '#main/platform/secret-store/index.ts'
import type { Health } from '#shared/features/system/contract.ts'
import { createApiMiddleware } from './api/api-middleware.ts'
import type { AppPorts } from './app-ports.ts'
import { type AppRouter, createAppRouter, type Features } from './app-router.ts'
import { callsOn } from './approved-calls.ts'
import { createProgramMetrics, monitoringSettingsIn, type ProgramMetrics } from './program-metrics.ts'
import { FlexibleRateLimiter } from './rate-limit/rate-limiter.ts'
import { centreSurroundings } from './security/centre-surroundings.ts'
import { FailureCounter } from './security/failure-counter.ts'

export type { AppPorts } from './app-ports.ts'

interface OwnObservations {
  readonly health: () => Promise<Health>
  readonly failures: FailureCounter
  readonly metrics: MetricSources
}

function createFeatures(ports: AppPorts, { health, failures, metrics }: OwnObservations): Features {
  const cipher = createColumnCipher(ports.secrets)
  const notifications = createNotifications({
    ...ports,
    cipher,
    mail: ports.mailSettings,
    assertMayReadLetters: assertHoldsEverything,
  })
  const security = createSecurity({
    ...ports,
    cipher,
    letters: notifications.letters,
    sealedColumns: [...notifications.sealedColumns, ...monitoringSealedColumns(ports.storage)],
    surroundings: centreSurroundings(ports, { backup: () => backup, failures }),
    limits: ports.sessionLimits,
    settings: ports.securitySettings,
  })
  const { access, approvals, audit } = security
  const guards = { access, approvals, audit }
  const backup = createBackupFeature({ ...ports, ...guards, config: { nodeName: ports.nodeName } })
  audit.nameTargets('backup', backup.targetName)
  const tasks = createTasksFeature({ ...ports, access })
  const logs = createLogs({
    ...ports,
    audit,
    stream: ports.logStream ?? null,
    about: ports.info,
    settings: () => ports.settings.list(),
    shipping: ports.logShipping ?? noShipping,
  })
  const monitoring = createMonitoring({
    ...{ ...ports, cipher, audit, metrics, mailer: notifications.mailer },
    settings: () => ({ intervalSeconds: monitoringSettingsIn(ports).collectSeconds }),
    handlers: () => security.holdersOf('alerts.handle'),
    timeZone: () => ports.securitySettings().timeZone,
    externalUrl: () => ports.securitySettings().publicUrl,
    retentionDays: () => monitoringSettingsIn(ports).alertKeepDays,
    ...{ nodeName: hostname(), programVersion: ports.info().version },
    dataFolder: ports.places.dataFolder,
  })
  for (const source of [backup.figures, security.figures]) metrics.add(source)
  return {
    backup,
    database: createDatabaseInsight(ports),
    logs,
    monitoring,
    notifications,
    security,
    settings: createSettings({ ...ports, ...guards, source: ports.settings }),
    system: createSystem({ ...ports, health, hearsTask: (id, context) => tasks.service.isHeard(id, context) }),
    tasks,
  }
}

/** In the order of the start; the owner stops in reverse: schedules, then what runs, then what records it. */
async function startFeatures(
  { security, backup, database, logs, monitoring, notifications }: Features,
  ports: AppPorts,
  owner: Owner,
): Promise<void> {
  monitoring.own(owner)
  database.start(owner)
  security.start(owner)
  owner.own('task queue', () => ports.queue.stop())
  await ports.queue.start()
  await notifications.start(owner)
  await logs.start(owner)
  owner.own('backup', () => backup.stop())
  await backup.start()
  if (ports.watches ?? true) await monitoring.start(owner)
}

/** Everything put together, for the hosts. */
export interface Application extends Pick<AppPorts, 'events' | 'log' | 'clock' | 'info'> {
  /** Serves every transport; hosts hand in an `ApiContext` with each call. */
  readonly router: AppRouter
  readonly security: Features['security']
  /** Fills a throw-away profile by really doing the work. */
  readonly runDemo: Features['backup']['runDemo']
  readonly health: () => Promise<Health>
  /** The figures of the program, for hosts that tell them. */
  readonly metrics: ProgramMetrics
  start(): Promise<void>
  /** Stops in reverse order of the start; resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** The one place where everything is put together. Nothing runs before `start`. */
export function createApp(ports: AppPorts): Application {
  const { clock, events, log } = ports
  const owner = new Owner('application', { log })
  let stopping = false
  const health = async (): Promise<Health> => {
    if (stopping) return { status: 'stopping' }
    return { status: ports.isDegraded?.() === true ? 'degraded' : 'ok' }
  }
  const failures = new FailureCounter(clock)
  const metrics = createProgramMetrics(ports)
  const features = createFeatures(ports, { health, failures, metrics: metrics.sources })
  const { security } = features
  const middleware = createApiMiddleware({
    authenticator: security.credentials.authenticator,
    access: security.access,
    audit: security.audit,
    limiter: new FlexibleRateLimiter({ redis: ports.redis ?? null, clock }),
    rules: ports.rateRules,
    clock,
    log,
    observe: (call) => {
      if (call.outcome === 'INTERNAL') failures.add()
      metrics.countCall(call)
      ports.observe?.(call)
    },
  })
  const router = createAppRouter(middleware, features)
  security.carryOutWith(callsOn(router))
  return {
    router,
    security,
    runDemo: features.backup.runDemo,
    events,
    log,
    clock,
    info: ports.info,
    health,
    metrics: metrics.forHosts,
    start: () => startFeatures(features, ports, owner),
    stop: async (): Promise<void> => {
      stopping = true
      await owner.stop()
    },
  }
}
