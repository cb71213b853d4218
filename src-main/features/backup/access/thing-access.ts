import type { AccessScope } from '#main/features/security/index.ts'
import type { CallContext, Caller } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import type { BackupPorts } from '../ports.ts'
import { findExecution } from '../repository/execution-rows.ts'
import {
  findOwnership,
  isUnrestricted,
  type OwnedTable,
  type Ownership,
  setOwnership,
} from '../repository/ownership-rows.ts'

export type OwnedThing = 'repository' | 'job'

const tables: Readonly<Record<OwnedThing, OwnedTable>> = { repository: 'backupRepositories', job: 'backupJobs' }

/** Whose something is that the caller makes; of a key, whoever made the key. */
export function ownerIdOf(caller: Caller): string | null {
  return caller.kind === 'user' || caller.kind === 'api-key' ? caller.userId : null
}

/** Rights to single repositories and jobs: FORBIDDEN where the caller has the right, but not to this one. */
export class ThingAccess {
  readonly #ports: Pick<BackupPorts, 'storage' | 'access' | 'audit' | 'events'>

  constructor(ports: Pick<BackupPorts, 'storage' | 'access' | 'audit' | 'events'>) {
    this.#ports = ports
  }

  async assert(context: CallContext, permission: Permission, thing: OwnedThing, id: string): Promise<void> {
    const ownership = await this.#find(thing, id)
    this.#assertOn(context, permission, thing, { id, ...ownership })
  }

  /** Something new belongs to whoever makes it. */
  assertNew(context: CallContext, permission: Permission, thing: OwnedThing): void {
    this.#assertOn(context, permission, thing, { ownerId: ownerIdOf(context.caller), classification: 'internal' })
  }

  /** By the repository of the run, and its job. What is no more is seen by those whom nothing restricts. */
  async assertRun(context: CallContext, permission: Permission, executionId: string): Promise<void> {
    const { storage, access } = this.#ports
    if (isUnrestricted(access.scopeOf(context, permission))) return
    const run = await findExecution(storage.db, executionId)
    if (run === undefined) throw new AppError('NOT_FOUND', { resource: 'backup-execution', id: executionId })
    await this.#assertIfThere(context, permission, 'repository', run.repositoryId)
    if (run.jobName !== null) await this.#assertIfThere(context, permission, 'job', run.jobId ?? '')
  }

  /** What lists are narrowed down to; undefined where nothing restricts the caller. */
  scopeOf(context: CallContext, permission: Permission): AccessScope | undefined {
    const scope = this.#ports.access.scopeOf(context, permission)
    return isUnrestricted(scope) ? undefined : scope
  }

  /** Gives the thing to somebody, or classifies it: the caller must have the right before and after. */
  async setOwnership(context: CallContext, thing: OwnedThing, id: string, to: Ownership): Promise<void> {
    const { storage, audit, events } = this.#ports
    const target = { id, ownerId: to.ownerId, classification: to.classification }
    this.#assertOn(context, 'backup.manage', thing, target)
    await storage.transaction(async (tx) => {
      const before = await findOwnership(tx, tables[thing], id)
      if (before === undefined) throw notFound(thing, id)
      this.#assertOn(context, 'backup.manage', thing, { id, ...before })
      await setOwnership(tx, tables[thing], id, to)
      const after = { ownerId: to.ownerId, classification: to.classification }
      const action = thing === 'job' ? 'backup.jobs.setOwnership' : 'backup.repositories.setOwnership'
      await audit.record(tx, context, { action, target: id, detail: { before, after } })
    })
    events.publish({ type: `backup.${thing}.changed`, id })
  }

  async #assertIfThere(context: CallContext, permission: Permission, thing: OwnedThing, id: string): Promise<void> {
    const ownership = await findOwnership(this.#ports.storage.db, tables[thing], id)
    if (ownership === undefined) throw new AppError('FORBIDDEN', { permission })
    this.#assertOn(context, permission, thing, { id, ...ownership })
  }

  async #find(thing: OwnedThing, id: string): Promise<Ownership> {
    const ownership = await findOwnership(this.#ports.storage.db, tables[thing], id)
    if (ownership === undefined) throw notFound(thing, id)
    return ownership
  }

  #assertOn(context: CallContext, permission: Permission, thing: OwnedThing, one: Ownership & { id?: string }): void {
    this.#ports.access.assert(context, permission, { kind: `backup-${thing}`, ...one })
  }
}

function notFound(thing: OwnedThing, id: string): AppError {
  return new AppError('NOT_FOUND', { resource: `backup-${thing}`, id })
}
