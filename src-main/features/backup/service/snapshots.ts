import { sep } from 'node:path'
import { z } from 'zod'
import type { Node } from '#main/engine/repository/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { decodePageKey, encodePageKey } from '#main/storage/page-key.ts'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { BackupSnapshot, Execution, SnapshotEntry } from '#shared/features/backup/values.ts'
import type { OpenRepository, RestoreOrder } from '../engine/port.ts'
import { liveDatabaseFiles, waysBelow } from '../own-files.ts'
import { isInside } from '../paths.ts'
import type { BackupPorts } from '../ports.ts'
import { bytesOfQuoted, namesOfQuoted, quotedPathOf } from '../quoted-path.ts'
import type { BrowsedRepositories } from '../repositories/browsed-repositories.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import { listSnapshotIdsOfJob } from '../repository/execution-rows.ts'
import { findJob } from '../repository/job-rows.ts'
import { checkRestoreTarget } from '../restore-target.ts'
import { entryOf } from '../snapshots/entry.ts'
import { FolderCache } from '../snapshots/folder-cache.ts'
import type { ExecutionService } from './executions.ts'

/** About 150 MB of decoded entries. */
const cachedEntries = 300_000

export interface BrowseInput {
  readonly repositoryId: string
  readonly snapshotId: string
  readonly path: string
  readonly cursor?: string | undefined
  readonly limit: number
  readonly nameContains?: string | undefined
}

/** Snapshots of a repository: which there are, what lies in them, and getting it back. */
export class SnapshotService {
  readonly #ports: BackupPorts
  readonly #access: RepositoryAccess
  readonly #browsed: BrowsedRepositories
  readonly #executions: ExecutionService
  readonly #folders = new FolderCache(cachedEntries)

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

  /** Newest first. */
  async list(
    { repositoryId, jobId }: { readonly repositoryId: string; readonly jobId?: string | undefined },
    page: PageInput,
  ): Promise<Page<BackupSnapshot>> {
    const all = await this.#browsed.use(repositoryId, (opened) => opened.listSnapshots())
    const chosen = jobId === undefined ? all : await this.#ofJob(all, jobId)
    return slicePage(chosen, page)
  }

  /** One folder of a snapshot: folders first, then by name. */
  async browse(input: BrowseInput): Promise<Page<SnapshotEntry> & { totalEntries: number }> {
    return this.#browsed.use(input.repositoryId, async (opened) => {
      const snapshot = await opened.findSnapshot(input.snapshotId)
      const names = namesOfQuoted(input.path)
      const nodes = named(await this.#folderAt(opened, snapshot.treeId, names, input.path), input.nameContains)
      const folder = input.path.replace(/\/+$/, '')
      const { items, nextCursor } = slicePage(nodes, input)
      return { items: items.map((node) => entryOf(node, folder)), nextCursor, totalEntries: nodes.length }
    })
  }

  /** Checks what can be checked at once and puts the restore into its queue. */
  async restore(
    repositoryId: string,
    order: RestoreOrder,
    context: CallContext,
    trigger: Execution['trigger'],
  ): Promise<Execution> {
    const repository = await this.#access.find(repositoryId)
    const wanted = await this.#browsed.use(repositoryId, async (opened) => {
      const snapshot = await opened.findSnapshot(order.snapshotId)
      const chosen = await Promise.all(order.paths.map((path) => this.#nodeAt(opened, snapshot.treeId, path)))
      await this.#refuseOwnDatabase(opened, snapshot.treeId, order)
      return { snapshotId: snapshot.id, neededBytes: neededBytes(snapshot, chosen) }
    })
    await checkRestoreTarget(order.target, {
      repositoryPath: repository.location.path,
      neededBytes: wanted.neededBytes,
    })
    const request = { ...order, snapshotId: wanted.snapshotId, paths: [...order.paths] }
    return this.#executions.begin({ kind: 'restore', trigger, job: null, repository, request, context })
  }

  /** A snapshot that another program made may hold the database in use: it must not be put in its place. */
  async #refuseOwnDatabase(opened: OpenRepository, rootId: string, { target, paths }: RestoreOrder): Promise<void> {
    for (const way of await waysBelow(target, liveDatabaseFiles(this.#ports.storage.status()))) {
      const path = `/${way.split(sep).join('/')}`
      const chosen = paths.length === 0 || paths.some((one) => isInside(path, bytesOfQuoted(one).toString('utf8')))
      if (!chosen || !(await this.#holds(opened, rootId, quotedPathOf(Buffer.from(path)).quoted))) continue
      throw new AppError('RESTORE_TARGET_UNUSABLE', { path: target, reason: 'holds-own-database' })
    }
  }

  async #holds(opened: OpenRepository, rootId: string, path: string): Promise<boolean> {
    try {
      return (await this.#nodeAt(opened, rootId, path)) !== undefined
    } catch (error) {
      if (isAppError(error, 'SNAPSHOT_PATH_NOT_FOUND')) return false
      throw error
    }
  }

  async #ofJob(all: readonly BackupSnapshot[], jobId: string): Promise<BackupSnapshot[]> {
    const job = await findJob(this.#ports.storage.db, jobId)
    if (!job) throw new AppError('NOT_FOUND', { resource: 'backup-job', id: jobId })
    const made = await listSnapshotIdsOfJob(this.#ports.storage.db, jobId)
    const sources = [...job.sources].sort().join('\0')
    return all.filter((snapshot) => made.has(snapshot.id) || [...snapshot.paths].sort().join('\0') === sources)
  }

  async #folderAt(
    opened: OpenRepository,
    rootId: string,
    names: readonly Buffer[],
    path: string,
  ): Promise<readonly Node[]> {
    let nodes = await this.#folder(opened, rootId)
    for (const name of names) {
      const subtree = nodes.find((node) => name.equals(node.name))?.subtree
      if (subtree === undefined) throw new AppError('SNAPSHOT_PATH_NOT_FOUND', { path })
      nodes = await this.#folder(opened, subtree)
    }
    return nodes
  }

  async #nodeAt(opened: OpenRepository, rootId: string, path: string): Promise<Node | undefined> {
    const names = namesOfQuoted(path)
    const name = names.pop()
    if (name === undefined) return undefined
    const found = (await this.#folderAt(opened, rootId, names, path)).find((node) => name.equals(node.name))
    if (!found) throw new AppError('SNAPSHOT_PATH_NOT_FOUND', { path })
    return found
  }

  #folder(opened: OpenRepository, treeId: string): Promise<readonly Node[]> {
    return this.#folders.get(treeId, async () => {
      const { nodes } = await opened.loadTree(treeId)
      return [...nodes.filter((node) => node.type === 'dir'), ...nodes.filter((node) => node.type !== 'dir')]
    })
  }
}

/** What a restore surely writes: null when that is not known without walking folders. */
function neededBytes(snapshot: BackupSnapshot, chosen: readonly (Node | undefined)[]): number | null {
  if (chosen.length === 0) return snapshot.totalBytes
  const sizes = chosen.map((node) => (node?.type === 'file' ? Number(node.size) : 0))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function named(nodes: readonly Node[], nameContains: string | undefined): readonly Node[] {
  const wanted = foldCase(nameContains ?? '')
  if (wanted === '') return nodes
  return nodes.filter((node) => foldCase(Buffer.from(node.name).toString('utf8')).includes(wanted))
}

/** Upper and lower case, half and full width, and both Unicode forms of a letter count as one. */
function foldCase(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** A page of a list that does not change: its cursor is a position. */
function slicePage<T>(
  items: readonly T[],
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Page<T> {
  const [from] = page.cursor === undefined ? [0] : decodePageKey(page.cursor, z.tuple([z.number().int().min(0)]))
  const next = from + page.limit
  return { items: items.slice(from, next), nextCursor: next < items.length ? encodePageKey([next]) : null }
}
