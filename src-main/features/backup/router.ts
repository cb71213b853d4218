import { implement } from '@orpc/server'
import type { CallContext } from '#main/platform/caller.ts'
import { backupContract } from '#shared/features/backup/contract.ts'
import type { Execution } from '#shared/features/backup/values.ts'
import { ownerIdOf, ThingAccess } from './access/thing-access.ts'
import { defaultExcludes } from './default-excludes.ts'
import type { BackupPorts } from './ports.ts'
import { explainSchedule } from './service/explain-schedule.ts'
import { listFolder } from './service/folders.ts'
import { readOverview } from './service/overview.ts'
import type { BackupServices } from './service/services.ts'

const backup = implement(backupContract).$context<CallContext>()

/** What the procedures are handed on to. */
interface BackupParts {
  readonly ports: BackupPorts
  readonly services: BackupServices
  readonly things: ThingAccess
}

/** The contract's procedures: each asks whether this caller may do it to this thing, and is handed on to its service. */
export function createBackupRouter(ports: BackupPorts, services: BackupServices) {
  const parts = { ports, services, things: new ThingAccess(ports) }
  return backup.router({
    repositories: { ...repositoryProcedures(parts), ...repositoryWork(parts) },
    jobs: { ...jobProcedures(parts), ...jobTools(parts) },
    executions: executionProcedures(parts),
    snapshots: snapshotProcedures(parts),
    overview: {
      get: backup.overview.get.handler(({ context }) =>
        readOverview(ports, parts.things.scopeOf(context, 'backup.read')),
      ),
    },
    folders: { list: backup.folders.list.handler(({ input }) => listFolder(input)) },
  })
}

function repositoryProcedures({ ports: { approvals }, services: { repositories }, things }: BackupParts) {
  const { repositories: contract } = backup
  return {
    list: contract.list.handler(({ input, context }) =>
      repositories.list(input, things.scopeOf(context, 'backup.read')),
    ),
    get: contract.get.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.read', 'repository', input.id)
      return repositories.get(input.id)
    }),
    create: contract.create.handler(({ input, context }) => {
      things.assertNew(context, 'backup.manage', 'repository')
      return repositories.create({ ...input, ownerId: ownerIdOf(context.caller) }, context)
    }),
    open: contract.open.handler(({ input, context }) => {
      things.assertNew(context, 'backup.manage', 'repository')
      return repositories.open({ ...input, ownerId: ownerIdOf(context.caller) }, context)
    }),
    rename: contract.rename.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.manage', 'repository', input.id)
      return repositories.rename(input.id, input.name, context)
    }),
    remove: contract.remove.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.manage', 'repository', input.id)
      const { name, snapshotCount, location } = await repositories.assertRemovable(input.id)
      const detail = { snapshotCount, location: location.path }
      const action = 'backup.repositories.remove'
      await approvals.gate(context, 'delete-repository', { action, input, target: name, detail })
      return repositories.remove(input.id, context)
    }),
    setOwnership: contract.setOwnership.handler(async ({ input: { id, ...to }, context }) => {
      await things.setOwnership(context, 'repository', id, to)
      return repositories.get(id)
    }),
  }
}

function repositoryWork({ services: { repositories }, things }: BackupParts) {
  const { repositories: contract } = backup
  return {
    verify: contract.verify.handler(async ({ input: { id, readData }, context }) => {
      await things.assert(context, 'backup.run', 'repository', id)
      return repositories.verify(id, { readData }, context)
    }),
    setPassword: contract.setPassword.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.manage', 'repository', input.id)
      return repositories.setPassword(input.id, input.password, context)
    }),
    emergencySheet: contract.emergencySheet.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.manage', 'repository', input.id)
      return repositories.emergencySheet(input.id, input)
    }),
    unlock: contract.unlock.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.manage', 'repository', input.id)
      return repositories.unlock(input.id)
    }),
  }
}

function jobProcedures({ services: { jobs }, things }: BackupParts) {
  const { jobs: contract } = backup
  return {
    list: contract.list.handler(({ input, context }) =>
      jobs.list(input, input, things.scopeOf(context, 'backup.read')),
    ),
    get: contract.get.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.read', 'job', input.id)
      return jobs.get(input.id)
    }),
    create: contract.create.handler(async ({ input, context }) => {
      things.assertNew(context, 'backup.manage', 'job')
      await things.assert(context, 'backup.manage', 'repository', input.repositoryId)
      return jobs.create(input, ownerIdOf(context.caller), context)
    }),
    update: contract.update.handler(async ({ input: { id, expectedUpdatedAt, ...job }, context }) => {
      await things.assert(context, 'backup.manage', 'job', id)
      await things.assert(context, 'backup.manage', 'repository', job.repositoryId)
      return jobs.update(id, new Date(expectedUpdatedAt), job, context)
    }),
    remove: contract.remove.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.manage', 'job', input.id)
      return jobs.remove(input.id, context)
    }),
    setOwnership: contract.setOwnership.handler(async ({ input: { id, ...to }, context }) => {
      await things.setOwnership(context, 'job', id, to)
      return jobs.get(id)
    }),
    run: contract.run.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.run', 'job', input.id)
      return jobs.run(input.id, context, triggerOf(context))
    }),
  }
}

function jobTools({ ports: { clock }, services: { jobs } }: BackupParts) {
  const { jobs: contract } = backup
  return {
    preview: contract.preview.handler(({ input }) => jobs.preview(input)),
    explainSchedule: contract.explainSchedule.handler(({ input }) => explainSchedule(input, clock.now())),
    defaultExcludes: contract.defaultExcludes.handler(() => [...defaultExcludes]),
  }
}

function executionProcedures({ services: { executions }, things }: BackupParts) {
  const { executions: contract } = backup
  return {
    list: contract.list.handler(({ input, context }) =>
      executions.list(input, input, things.scopeOf(context, 'backup.read')),
    ),
    get: contract.get.handler(async ({ input, context }) => {
      await things.assertRun(context, 'backup.read', input.id)
      return executions.get(input.id)
    }),
    cancel: contract.cancel.handler(async ({ input, context }) => {
      await things.assertRun(context, 'backup.run', input.id)
      return executions.cancel(input.id)
    }),
  }
}

function snapshotProcedures({ services: { snapshots }, things }: BackupParts) {
  const { snapshots: contract } = backup
  return {
    list: contract.list.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.read', 'repository', input.repositoryId)
      return snapshots.list(input, input)
    }),
    browse: contract.browse.handler(async ({ input, context }) => {
      await things.assert(context, 'backup.restore', 'repository', input.repositoryId)
      return snapshots.browse(input)
    }),
    restore: contract.restore.handler(async ({ input: { repositoryId, ...order }, context }) => {
      await things.assert(context, 'backup.restore', 'repository', repositoryId)
      return snapshots.restore(repositoryId, order, context, triggerOf(context))
    }),
  }
}

function triggerOf({ transport }: CallContext): Execution['trigger'] {
  return transport === 'cli' ? 'command-line' : 'manual'
}
