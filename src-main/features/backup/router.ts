import { implement } from '@orpc/server'
import type { CallContext } from '#main/platform/caller.ts'
import { backupContract } from '#shared/features/backup/contract.ts'
import type { Execution } from '#shared/features/backup/values.ts'
import { defaultExcludes } from './default-excludes.ts'
import type { BackupPorts } from './ports.ts'
import { explainSchedule } from './service/explain-schedule.ts'
import { listFolder } from './service/folders.ts'
import { readOverview } from './service/overview.ts'
import type { BackupServices } from './service/services.ts'

const backup = implement(backupContract).$context<CallContext>()

/** The contract's procedures, each handed on to its service. */
export function createBackupRouter(ports: BackupPorts, services: BackupServices) {
  return backup.router({
    repositories: repositoryProcedures(services),
    jobs: jobProcedures(ports, services),
    executions: executionProcedures(services),
    snapshots: snapshotProcedures(services),
    overview: { get: backup.overview.get.handler(() => readOverview(ports)) },
    folders: { list: backup.folders.list.handler(({ input }) => listFolder(input)) },
  })
}

function repositoryProcedures({ repositories }: BackupServices) {
  const { repositories: contract } = backup
  return {
    list: contract.list.handler(({ input }) => repositories.list(input)),
    get: contract.get.handler(({ input }) => repositories.get(input.id)),
    create: contract.create.handler(({ input }) => repositories.create(input)),
    open: contract.open.handler(({ input }) => repositories.open(input)),
    rename: contract.rename.handler(({ input }) => repositories.rename(input.id, input.name)),
    remove: contract.remove.handler(({ input }) => repositories.remove(input.id)),
    verify: contract.verify.handler(({ input: { id, readData }, context }) =>
      repositories.verify(id, { readData }, context.caller),
    ),
    setPassword: contract.setPassword.handler(({ input }) => repositories.setPassword(input.id, input.password)),
    emergencySheet: contract.emergencySheet.handler(({ input }) => repositories.emergencySheet(input.id, input)),
    unlock: contract.unlock.handler(({ input }) => repositories.unlock(input.id)),
  }
}

function jobProcedures({ clock }: BackupPorts, { jobs }: BackupServices) {
  const { jobs: contract } = backup
  return {
    list: contract.list.handler(({ input }) => jobs.list(input, input)),
    get: contract.get.handler(({ input }) => jobs.get(input.id)),
    create: contract.create.handler(({ input }) => jobs.create(input)),
    update: contract.update.handler(({ input: { id, expectedUpdatedAt, ...job } }) =>
      jobs.update(id, new Date(expectedUpdatedAt), job),
    ),
    remove: contract.remove.handler(({ input }) => jobs.remove(input.id)),
    run: contract.run.handler(({ input, context }) => jobs.run(input.id, context.caller, triggerOf(context))),
    preview: contract.preview.handler(({ input }) => jobs.preview(input)),
    explainSchedule: contract.explainSchedule.handler(({ input }) => explainSchedule(input, clock.now())),
    defaultExcludes: contract.defaultExcludes.handler(() => [...defaultExcludes]),
  }
}

function executionProcedures({ executions }: BackupServices) {
  const { executions: contract } = backup
  return {
    list: contract.list.handler(({ input }) => executions.list(input, input)),
    get: contract.get.handler(({ input }) => executions.get(input.id)),
    cancel: contract.cancel.handler(({ input }) => executions.cancel(input.id)),
  }
}

function snapshotProcedures({ snapshots }: BackupServices) {
  const { snapshots: contract } = backup
  return {
    list: contract.list.handler(({ input }) => snapshots.list(input, input)),
    browse: contract.browse.handler(({ input }) => snapshots.browse(input)),
    restore: contract.restore.handler(({ input: { repositoryId, ...order }, context }) =>
      snapshots.restore(repositoryId, order, context.caller, triggerOf(context)),
    ),
  }
}

function triggerOf({ transport }: CallContext): Execution['trigger'] {
  return transport === 'cli' ? 'command-line' : 'manual'
}
