import { RepositoryError } from '../errors.ts'
import { EntrySelection } from '../filter/entry-selection.ts'
import { rulesOnly } from '../filter/exclusion-rules.ts'
import { pathBytesOf } from '../filter/path-text.ts'
import { formatTimeNs } from '../format/rfc3339.ts'
import type { NewSnapshot, SnapshotSummary } from '../model.ts'
import type { Repository } from '../repository.ts'
import { type Archived, archive } from './archive.ts'
import { ArchiverWorkers } from './archiver-workers.ts'
import type { BackupOptions, BackupResult } from './options.ts'
import type { WorkerSettings } from './protocol.ts'
import { BackupRun } from './run.ts'

/**
 * Backs up sources into a new snapshot under a shared lock. Packs are durable before the index, the index before the snapshot: a run
 * that ends early leaves only data that the next one finds and uses. Entries that cannot be read are problems, not errors.
 * Fails with `sources-unreadable` when nothing at all could be backed up, `cancelled`, `locked`, `lock-lost`, `invalid-pattern`, or
 * what the storage says.
 */
export async function backup(repository: Repository, options: BackupOptions): Promise<BackupResult> {
  throwIfAborted(options.signal)
  new EntrySelection(options)
  const lock = await repository.lock(false, options.signal)
  const run = new BackupRun(options)
  const stopListening = failOnAbort(run, options.signal, lock.signal)
  try {
    return await perform(repository, options, run)
  } finally {
    stopListening()
    await lock.release()
  }
}

async function perform(repository: Repository, options: BackupOptions, run: BackupRun): Promise<BackupResult> {
  const workers = new ArchiverWorkers(workerSettings(repository, options), options.workers, (error) => run.fail(error))
  try {
    const archived = await Promise.race([archive(repository, options, run, workers), run.failed])
    const result = await finish(repository, options, run, archived)
    run.progress.stop(true)
    return result
  } catch (error) {
    run.fail(error)
    run.progress.stop(false)
    await workers.close()
    if (error instanceof RepositoryError && error.code === 'cancelled') await repository.flush()
    throw error
  } finally {
    await workers.close()
  }
}

/** From here on nothing is interrupted: an abort is noticed before the snapshot is written, or comes too late. */
async function finish(
  repository: Repository,
  options: BackupOptions,
  run: BackupRun,
  archived: Archived,
): Promise<BackupResult> {
  run.progress.enter('finish')
  if (!options.dryRun) await repository.flush()
  run.throwIfFailed()
  const summary = run.summary.finish()
  const snapshot = options.dryRun
    ? undefined
    : await repository.saveSnapshot(describeSnapshot(options, archived, summary))
  return { snapshot, tree: archived.tree, parent: archived.parent?.id, summary, problems: run.problems }
}

function describeSnapshot(options: BackupOptions, archived: Archived, summary: SnapshotSummary): NewSnapshot {
  const { hostname, username, tags = [], excludes = [], caseInsensitiveExcludes = [], programVersion } = options
  const time = options.time ?? new Date()
  return {
    time: formatTimeNs(BigInt(time.getTime()) * 1_000_000n),
    ...(archived.parent && { parent: archived.parent.id }),
    tree: archived.tree,
    paths: archived.paths.map((path) => pathBytesOf(path).toString('utf8')),
    hostname,
    username,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    excludes: [...excludes, ...caseInsensitiveExcludes],
    tags,
    ...(programVersion !== undefined && { programVersion }),
    summary,
  }
}

function workerSettings(repository: Repository, options: BackupOptions): WorkerSettings {
  return {
    keys: repository.keys,
    compression: repository.version === 1 ? 'off' : (options.compression ?? repository.compression),
    polynomial: repository.chunkerPolynomial,
    rules: rulesOnly(options),
    withAccessTime: options.withAccessTime ?? false,
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new RepositoryError('cancelled', {})
}

/** Lets an abort, and the loss of the lock, end the run. Returns how to stop listening. */
function failOnAbort(run: BackupRun, signal: AbortSignal | undefined, lockSignal: AbortSignal): () => void {
  const onAbort = () => run.fail(new RepositoryError('cancelled', {}))
  const onLockLost = () => run.fail(lockSignal.reason)
  signal?.addEventListener('abort', onAbort)
  lockSignal.addEventListener('abort', onLockLost)
  return () => {
    signal?.removeEventListener('abort', onAbort)
    lockSignal.removeEventListener('abort', onLockLost)
  }
}
