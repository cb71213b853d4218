import { isAbsolute, resolve } from 'node:path'
import { type AccessScope, systemContext } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { BackupRepository, Execution, RepositoryLocation } from '#shared/features/backup/values.ts'
import { type EmergencySheet, emergencySheet } from '../emergency-sheet/emergency-sheet.ts'
import type { OpenRepository } from '../engine/port.ts'
import type { BackupPorts } from '../ports.ts'
import type { BrowsedRepositories } from '../repositories/browsed-repositories.ts'
import { requireEmptyFolder } from '../repositories/empty-folder.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import { passwordName, readPassword } from '../repositories/repository-password.ts'
import { listActiveExecutions } from '../repository/execution-rows.ts'
import { listJobNamesOfRepository } from '../repository/job-rows.ts'
import {
  deleteRepository,
  findRepositoryTakenBy,
  insertRepository,
  listRepositories,
  renameRepository,
} from '../repository/repository-rows.ts'
import type { ExecutionService } from './executions.ts'

const shortestPassword = 8

export interface NewRepository {
  readonly name: string
  readonly location: RepositoryLocation
  readonly password: string
  readonly ownerId?: string | null
}

/** A name and a place that no other repository may have. */
interface WantedPlace {
  readonly name: string
  readonly location?: RepositoryLocation
  readonly exceptId?: string
}

/** The repositories the program knows: taking in, looking after, letting go. */
export class RepositoryService {
  readonly #ports: BackupPorts
  readonly #access: RepositoryAccess
  readonly #browsed: BrowsedRepositories
  readonly #executions: ExecutionService

  constructor(
    ports: BackupPorts,
    parts: {
      readonly access: RepositoryAccess
      readonly browsed: BrowsedRepositories
      readonly executions: ExecutionService
    },
  ) {
    this.#ports = ports
    this.#access = parts.access
    this.#browsed = parts.browsed
    this.#executions = parts.executions
  }

  list(page: PageInput, scope?: AccessScope): Promise<Page<BackupRepository>> {
    return listRepositories(this.#ports.storage.db, page, scope)
  }

  get(id: string): Promise<BackupRepository> {
    return this.#access.find(id)
  }

  async create(wanted: NewRepository, context = systemContext()): Promise<BackupRepository> {
    if (wanted.password.length < shortestPassword) {
      throw new AppError('PASSWORD_TOO_SHORT', { minimumLength: shortestPassword })
    }
    await requireEmptyFolder(wanted.location)
    return this.#takeIn(wanted, 'create', context)
  }

  open(wanted: NewRepository, context = systemContext()): Promise<BackupRepository> {
    return this.#takeIn(wanted, 'open', context)
  }

  async rename(id: string, name: string, context = systemContext()): Promise<BackupRepository> {
    const { storage, audit } = this.#ports
    const before = await this.#access.find(id)
    const detail = { before: { name: before.name }, after: { name } }
    await this.#unlessTaken({ name, exceptId: id }, () =>
      storage.transaction(async (tx) => {
        await renameRepository(tx, id, name)
        await audit.record(tx, context, { action: 'backup.repositories.rename', target: id, detail })
      }),
    )
    this.#changed(id)
    return this.#access.find(id)
  }

  /**
   * Keeps a password that opens the repository; the one before is forgotten only then. It is kept inside the unit of work
   * of its record; to repeat that does no harm.
   */
  async setPassword(id: string, password: string, context = systemContext()): Promise<BackupRepository> {
    const { storage, audit, secrets } = this.#ports
    const { location, repositoryId } = await this.#access.find(id)
    const opened = await this.#access.openAt(id, { location, password })
    await opened.close()
    if (opened.formatId !== repositoryId) throw new AppError('REPOSITORY_NOT_FOUND', { location: location.path })
    await storage.transaction(async (tx) => {
      await audit.record(tx, context, { action: 'backup.repositories.setPassword', target: id })
      await secrets.set(passwordName(id), password)
    })
    await this.#browsed.forget(id)
    this.#changed(id)
    return this.#access.find(id)
  }

  async remove(
    id: string,
    context = systemContext(),
  ): Promise<{ kept: { location: RepositoryLocation; snapshotCount: number | null } }> {
    const { storage, secrets, audit } = this.#ports
    const { name, location, snapshotCount } = await this.#access.find(id)
    await storage.transaction(async (tx) => {
      await refuseInUse(tx, id)
      await deleteRepository(tx, id)
      const detail = { name, location, snapshotCount }
      const gone = { target: id, targetName: name }
      await audit.record(tx, context, { action: 'backup.repositories.remove', ...gone, detail })
    })
    await this.#browsed.forget(id)
    await secrets.delete(passwordName(id))
    this.#changed(id)
    return { kept: { location, snapshotCount } }
  }

  /** What removing it would answer: IN_USE while jobs or runs use it. Asked before somebody is asked to approve. */
  async assertRemovable(id: string): Promise<BackupRepository> {
    const repository = await this.#access.find(id)
    await refuseInUse(this.#ports.storage.db, id)
    return repository
  }

  async verify(id: string, order: { readonly readData: boolean }, context: CallContext): Promise<Execution> {
    const repository = await this.#access.find(id)
    return this.#executions.begin({ kind: 'verify', trigger: 'manual', job: null, repository, request: order, context })
  }

  unlock(id: string): Promise<{ removed: number }> {
    return this.#access.use(id, undefined, async (opened) => ({ removed: await opened.unlock() }))
  }

  async emergencySheet(
    id: string,
    options: { readonly language: Language; readonly withPassword: boolean },
  ): Promise<EmergencySheet> {
    const repository = await this.#access.find(id)
    const password = options.withPassword ? await readPassword(this.#ports.secrets, id) : null
    return emergencySheet({ repository, password, language: options.language, writtenAt: this.#ports.clock.now() })
  }

  async #takeIn(
    { name, location: given, password, ownerId = null }: NewRepository,
    how: 'open' | 'create',
    context: CallContext,
  ): Promise<BackupRepository> {
    const location = checkedLocation(given)
    await this.#refuseTaken({ name, location })
    const id = newId()
    const { secrets } = this.#ports
    await secrets.set(passwordName(id), password)
    try {
      const opened = await this.#access.openAt(id, { location, password }, how)
      await this.#keep(id, { name, location, ownerId }, opened, { how, context })
    } catch (error) {
      await secrets.delete(passwordName(id))
      throw error
    }
    this.#changed(id)
    return this.#access.find(id)
  }

  async #keep(
    id: string,
    entry: WantedPlace & { location: RepositoryLocation; ownerId: string | null },
    opened: OpenRepository,
    { how, context }: { readonly how: 'open' | 'create'; readonly context: CallContext },
  ): Promise<void> {
    const { storage, audit } = this.#ports
    try {
      const { formatId, formatVersion } = opened
      const createdAt = this.#ports.clock.now()
      const row = { id, ...entry, formatId, formatVersion, createdAt }
      await this.#unlessTaken(entry, () =>
        storage.transaction(async (tx) => {
          await insertRepository(tx, row)
          await audit.record(tx, context, {
            action: `backup.repositories.${how}`,
            target: id,
            detail: { after: entry },
          })
        }),
      )
      await this.#access.refreshStatistics(id, opened)
    } finally {
      await opened.close()
    }
  }

  /** Somebody else may take the name or the place at the same moment; the database lets one of both in. */
  async #unlessTaken(wanted: WantedPlace, write: () => Promise<void>): Promise<void> {
    try {
      await write()
    } catch (error) {
      if (isUniqueViolation(error)) await this.#refuseTaken(wanted)
      throw error
    }
  }

  async #refuseTaken(wanted: WantedPlace): Promise<void> {
    const field = await findRepositoryTakenBy(this.#ports.storage.db, wanted)
    if (field === undefined) return
    const value = field === 'name' ? wanted.name : (wanted.location?.path ?? '')
    throw new AppError('CONFLICT', { resource: 'backup-repository', field, value })
  }

  #changed(id: string): void {
    this.#ports.events.publish({ type: 'backup.repository.changed', id })
  }
}

async function refuseInUse(db: DatabaseHandle, id: string): Promise<void> {
  const jobs = await listJobNamesOfRepository(db, id)
  const running = await listActiveExecutions(db, id)
  const usedBy = [...jobs, ...running.map((execution) => execution.jobName ?? execution.kind)]
  if (usedBy.length > 0) throw new AppError('IN_USE', { resource: 'backup-repository', id, usedBy })
}

function checkedLocation(location: RepositoryLocation): RepositoryLocation {
  if (!isAbsolute(location.path) || location.path.includes('\0')) {
    throw new AppError('VALIDATION', { issues: [{ path: 'location.path', message: 'path-not-absolute' }] })
  }
  return { ...location, path: resolve(location.path) }
}
