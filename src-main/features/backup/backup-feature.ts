import { Announcements } from './announcements.ts'
import { BackupFigures } from './backup-figures.ts'
import { type DemoOptions, runDemo } from './demo/demo.ts'
import { type BackupPorts, defaultBackupConfig, noKeepAwake } from './ports.ts'
import { BrowsedRepositories } from './repositories/browsed-repositories.ts'
import { RepositoryAccess } from './repositories/repository-access.ts'
import { verificationFigures } from './repository/repository-rows.ts'
import { backupTargetName } from './repository/target-names.ts'
import { createBackupRouter } from './router.ts'
import { defineTasks } from './run/define-tasks.ts'
import { ExecutionLedger } from './run/execution-ledger.ts'
import { BackupSchedule } from './schedule.ts'
import { ExecutionService } from './service/executions.ts'
import { JobService } from './service/jobs.ts'
import { RepositoryService } from './service/repositories.ts'
import type { BackupServices } from './service/services.ts'
import { SnapshotService } from './service/snapshots.ts'

export type BackupFeature = ReturnType<typeof createBackupFeature>

/** What one may leave out. */
export type BackupFeaturePorts = Omit<BackupPorts, 'config' | 'keepAwake'> & {
  readonly config?: Partial<BackupPorts['config']>
  readonly keepAwake?: BackupPorts['keepAwake']
}

/**
 * Backup: repositories, jobs, runs, snapshots and restores. Create it before the queue starts (it defines its tasks),
 * start it after (it ends runs whose tasks are gone and begins to schedule), stop it before the queue stops.
 */
export function createBackupFeature(given: BackupFeaturePorts) {
  const ports: BackupPorts = {
    ...given,
    config: { ...defaultBackupConfig, ...given.config },
    keepAwake: given.keepAwake ?? noKeepAwake,
  }
  const figures = new BackupFigures(ports)
  const announcements = new Announcements(ports.events, ports.clock, (execution) => figures.ended(execution))
  const access = new RepositoryAccess(ports)
  const browsed = new BrowsedRepositories(access, ports.clock, ports.config.repositoryIdleMs)
  const ledger = new ExecutionLedger(ports, announcements)
  const executions = new ExecutionService(ports, announcements, ledger)
  const services: BackupServices = {
    executions,
    repositories: new RepositoryService(ports, { access, browsed, executions }),
    jobs: new JobService(ports, access, executions),
    snapshots: new SnapshotService(ports, { access, browsed, executions }),
  }
  const schedule = new BackupSchedule(ports, services.jobs, announcements)
  defineTasks(ports, access, ledger)
  let stopListening: (() => void) | undefined
  return {
    router: createBackupRouter(ports, services),
    services,
    /** For whoever tells the figures of the program. */
    figures,
    /** Fills a throw-away profile by really doing the work; needs the feature and the queue to be started. */
    runDemo: (options: DemoOptions): Promise<void> => runDemo({ services, queue: ports.queue }, options),
    /** What people call a job or repository, for the record. */
    targetName: backupTargetName,
    /** How many repositories there are, and how many of them are proved good since then. */
    verificationFigures: (sinceMs: number) => verificationFigures(ports.storage.db, sinceMs),
    start: async (): Promise<void> => {
      stopListening = listen(ports, { browsed, schedule, executions })
      await executions.settleAll()
      schedule.start()
    },
    stop: async (): Promise<void> => {
      stopListening?.()
      await schedule.stop()
      await browsed.closeAll()
    },
  }
}

const endedTaskStates: ReadonlySet<string> = new Set(['cancelled', 'failed', 'interrupted', 'succeeded'])

/** Keeps what lives in memory in step with what has happened. */
function listen(
  { events, log }: BackupPorts,
  parts: {
    readonly browsed: BrowsedRepositories
    readonly schedule: BackupSchedule
    readonly executions: ExecutionService
  },
): () => void {
  return events.listen((event) => {
    if (event.type === 'backup.repository.changed') parts.browsed.markStale(event.id)
    if (event.type === 'backup.job.changed') parts.schedule.wake()
    if (event.type === 'task.changed' && endedTaskStates.has(event.state)) {
      parts.executions
        .settleByTask(event.id)
        .catch((error: unknown) => log.error('a run could not be ended with its task', { taskId: event.id, error }))
    }
  })
}
