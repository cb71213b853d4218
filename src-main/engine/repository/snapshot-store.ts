import type { Backend } from './backend/backend.ts'
import { isRepositoryError, RepositoryError } from './errors.ts'
import { FormatError } from './format/format-error.ts'
import { isId } from './format/json-fields.ts'
import { parseTimeNs } from './format/rfc3339.ts'
import { decodeSnapshot, encodeSnapshot } from './format/snapshot-codec.ts'
import type { Id, NewSnapshot, Snapshot } from './model.ts'
import { forEachParallel } from './parallel.ts'
import type { UnpackedFiles } from './unpacked-files.ts'

/** Narrows the choice of `latest` and of listings. All given conditions must hold. */
export interface SnapshotFilter {
  /** Any of these hosts. */
  readonly hosts?: readonly string[]
  /** The snapshot names every one of these paths. */
  readonly paths?: readonly string[]
  /** Any of these lists, of which the snapshot must carry every tag. */
  readonly tagLists?: readonly (readonly string[])[]
}

/** Whether a snapshot fulfils a filter; empty conditions are fulfilled. */
export function matchesFilter(snapshot: Snapshot, filter: SnapshotFilter): boolean {
  const { hosts = [], paths = [], tagLists = [] } = filter
  const hasTags = (tags: readonly string[]) => tags.every((tag) => snapshot.tags.includes(tag))
  return (
    (hosts.length === 0 || hosts.includes(snapshot.hostname)) &&
    paths.every((path) => snapshot.paths.includes(path)) &&
    (tagLists.length === 0 || tagLists.some(hasTags))
  )
}

/** How snapshots are listed: a file that cannot be read fails the call unless `onDamaged` takes it. */
export interface ListOptions {
  readonly signal?: AbortSignal
  readonly onDamaged?: (id: Id, error: unknown) => void
}

/** The snapshot files of a repository. */
export class SnapshotStore {
  readonly #backend: Backend
  readonly #files: UnpackedFiles

  constructor(backend: Backend, files: UnpackedFiles) {
    this.#backend = backend
    this.#files = files
  }

  async load(id: Id, signal?: AbortSignal): Promise<Snapshot> {
    const bytes = await this.#files.load('snapshot', id, signal)
    try {
      const snapshot = decodeSnapshot(id, bytes)
      parseTimeNs(snapshot.time)
      return snapshot
    } catch (error) {
      if (!(error instanceof FormatError || error instanceof RangeError)) throw error
      throw new RepositoryError('damaged', { file: `snapshots/${id}`, reason: error.message })
    }
  }

  /** All snapshots, newest last. */
  async list({ signal, onDamaged }: ListOptions = {}): Promise<Snapshot[]> {
    const snapshots: Snapshot[] = []
    await forEachParallel(this.#backend.list('snapshot', signal), this.#backend.connections, async ({ name }) => {
      try {
        snapshots.push(await this.load(name, signal))
      } catch (error) {
        if (signal?.aborted || onDamaged === undefined) throw error
        onDamaged(name, error)
      }
    })
    return snapshots.sort(byTime)
  }

  /** Finds by full id, unique prefix or `latest`, the newest that passes the filter. */
  async find(wanted: string, filter: SnapshotFilter = {}): Promise<Snapshot> {
    if (wanted !== 'latest') return await this.#loadNamed(await this.#findId(wanted))
    const passing = (await this.list()).filter((snapshot) => matchesFilter(snapshot, filter))
    const newest = passing.at(-1)
    if (newest === undefined) throw new RepositoryError('snapshot-not-found', { id: wanted })
    return newest
  }

  async #loadNamed(id: Id): Promise<Snapshot> {
    try {
      return await this.load(id)
    } catch (error) {
      if (isRepositoryError(error, 'missing')) throw new RepositoryError('snapshot-not-found', { id }, { cause: error })
      throw error
    }
  }

  async #findId(prefix: string): Promise<Id> {
    if (isId(prefix)) return prefix
    const matches: Id[] = []
    for await (const { name } of this.#backend.list('snapshot')) {
      if (prefix !== '' && name.startsWith(prefix)) matches.push(name)
    }
    const [match, ...others] = matches
    if (match === undefined) throw new RepositoryError('snapshot-not-found', { id: prefix })
    if (others.length > 0) throw new RepositoryError('ambiguous-id', { id: prefix, matches })
    return match
  }

  async save(snapshot: NewSnapshot): Promise<Snapshot> {
    return { ...snapshot, id: await this.#files.save('snapshot', encodeSnapshot(snapshot)) }
  }
}

function byTime(left: Snapshot, right: Snapshot): number {
  const [leftNs, rightNs] = [parseTimeNs(left.time), parseTimeNs(right.time)]
  if (leftNs !== rightNs) return leftNs < rightNs ? -1 : 1
  return left.id < right.id ? -1 : 1
}
