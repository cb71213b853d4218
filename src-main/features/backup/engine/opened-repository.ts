import {
  backup,
  check,
  isRepositoryError,
  pathTextOf,
  type Repository,
  restore,
  type Snapshot,
  type Tree,
} from '#main/engine/repository/index.ts'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'
import { bytesOfQuoted } from '../quoted-path.ts'
import { withAppErrors } from './errors.ts'
import type {
  BackupFigures,
  BackupOrder,
  Finding,
  OpenRepository,
  RestoreFigures,
  RestoreOrder,
  RunWatch,
} from './port.ts'
import { backupProblem, restoreProblem } from './problems.ts'
import { backupProgress, checkProgress, restoreProgress } from './progress.ts'
import { figuresOf, snapshotOf } from './snapshot-values.ts'

/** Who makes snapshots. */
export interface SnapshotOrigin {
  readonly hostname: string
  readonly username: string
  readonly programVersion: string
}

const measuredKinds = ['data', 'index', 'snapshot', 'key'] as const

/** An open repository of the engine behind the feature's port. */
export class OpenedRepository implements OpenRepository {
  readonly formatId: string
  readonly formatVersion: number
  readonly #repository: Repository
  readonly #origin: SnapshotOrigin
  readonly #snapshots = new Map<string, BackupSnapshot>()
  #indexed: Promise<void> | undefined

  constructor(repository: Repository, origin: SnapshotOrigin) {
    this.formatId = repository.id
    this.formatVersion = repository.version
    this.#repository = repository
    this.#origin = origin
  }

  backup(order: BackupOrder, watch: RunWatch): Promise<{ snapshotId: string; figures: BackupFigures }> {
    const { excludeLargerThanBytes, ...rest } = order
    return withAppErrors(async () => {
      const { snapshot, summary } = await backup(this.#repository, {
        ...rest,
        ...this.#origin,
        ...(excludeLargerThanBytes !== null && { excludeLargerThanBytes }),
        signal: watch.signal,
        onProgress: (progress) => watch.onProgress(backupProgress(progress)),
        onProblem: (problem) => watch.onProblem(backupProblem(problem)),
      })
      return { snapshotId: snapshot?.id ?? '', figures: figuresOf(summary) }
    })
  }

  verify(
    { readData }: { readonly readData: boolean },
    watch: RunWatch,
  ): Promise<{ passed: boolean; findings: Finding[] }> {
    return withAppErrors(async () => {
      const report = await check(this.#repository, {
        readData,
        signal: watch.signal,
        onProgress: (progress) => watch.onProgress(checkProgress(progress)),
      })
      const findings = report.findings.map(({ severity, code, subject, detail }) => ({
        severity,
        code,
        subject,
        detail,
      }))
      return { passed: report.errorCount === 0, findings }
    })
  }

  restore(order: RestoreOrder, watch: RunWatch): Promise<RestoreFigures> {
    return withAppErrors(async () => {
      const snapshot = await this.#repository.loadSnapshot(order.snapshotId)
      const report = await restore(this.#repository, snapshot, {
        target: order.target,
        ...(order.paths.length > 0 && { paths: order.paths.map((path) => pathTextOf(bytesOfQuoted(path))) }),
        overwrite: order.existing,
        verify: order.verifyAfter,
        signal: watch.signal,
        onProgress: (progress) => watch.onProgress(restoreProgress(progress)),
        onProblem: (problem) => watch.onProblem(restoreProblem(problem)),
      })
      return {
        restoredFiles: report.filesRestored,
        skippedFiles: report.filesSkipped + report.filesUnchanged,
        failedFiles: report.filesFailed,
        restoredBytes: report.bytesRestored,
        targetFull: report.stoppedBy === 'storage-full',
      }
    })
  }

  /** Snapshots never change, so each is read once for as long as the repository is open. */
  listSnapshots(): Promise<BackupSnapshot[]> {
    return withAppErrors(async () => {
      const standing = new Set<string>()
      for await (const { name } of this.#repository.backend.list('snapshot')) standing.add(name)
      for (const id of this.#snapshots.keys()) if (!standing.has(id)) this.#snapshots.delete(id)
      if ([...standing].some((id) => !this.#snapshots.has(id))) await this.#readSnapshots()
      return [...this.#snapshots.values()].sort((a, b) => b.time.localeCompare(a.time) || a.id.localeCompare(b.id))
    })
  }

  async #readSnapshots(): Promise<void> {
    const unread: unknown[] = []
    const all = await this.#repository.listSnapshots({ onDamaged: (_id, error) => unread.push(error) })
    for (const snapshot of all) this.#keep(snapshot)
    if (all.length === 0 && unread.length > 0) throw unread[0]
  }

  #keep(snapshot: Snapshot): BackupSnapshot {
    const value = snapshotOf(snapshot)
    this.#snapshots.set(snapshot.id, value)
    return value
  }

  findSnapshot(idOrPrefix: string): Promise<BackupSnapshot> {
    return withAppErrors(async () => {
      const known = this.#snapshots.get(idOrPrefix)
      return known ?? this.#keep(await this.#repository.findSnapshot(idOrPrefix))
    })
  }

  /** A folder unknown to the index may have been written since it was read, so that is read once more. */
  loadTree(treeId: string): Promise<Tree> {
    return withAppErrors(async () => {
      await this.#loadIndex()
      try {
        return await this.#repository.loadTree(treeId)
      } catch (error) {
        if (!isRepositoryError(error, 'missing')) throw error
        await this.refresh()
        return this.#repository.loadTree(treeId)
      }
    })
  }

  #loadIndex(): Promise<void> {
    this.#indexed ??= this.#repository.loadIndex()
    this.#indexed.catch(() => {
      this.#indexed = undefined
    })
    return this.#indexed
  }

  refresh(): Promise<void> {
    this.#indexed = undefined
    return withAppErrors(() => this.#loadIndex())
  }

  measure(): ReturnType<OpenRepository['measure']> {
    return withAppErrors(async () => {
      let sizeBytes = 0
      for (const kind of measuredKinds) {
        for await (const file of this.#repository.backend.list(kind)) sizeBytes += file.sizeBytes
      }
      const [newest, ...others] = await this.listSnapshots()
      return {
        sizeBytes,
        snapshotCount: newest ? others.length + 1 : 0,
        lastSnapshotAt: newest ? new Date(newest.time) : null,
      }
    })
  }

  unlock(): Promise<number> {
    return withAppErrors(() => this.#repository.unlock())
  }

  close(): Promise<void> {
    return withAppErrors(() => this.#repository.close())
  }
}
