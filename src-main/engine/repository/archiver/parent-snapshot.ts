import type { Snapshot } from '../model.ts'
import type { Repository } from '../repository.ts'
import type { BackupOptions } from './options.ts'
import type { BackupRun } from './run.ts'

/**
 * The snapshot whose unchanged files need not be read: the one asked for, or the newest of the same host, not newer than this
 * backup, that names every source. A snapshot that cannot be read is reported and passed over.
 */
export async function chooseParent(
  repository: Pick<Repository, 'findSnapshot' | 'listSnapshots'>,
  options: BackupOptions,
  sources: readonly string[],
  run: BackupRun,
): Promise<Snapshot | undefined> {
  const { parent = 'auto', force = false } = options
  if (parent === 'none' || force) return undefined
  if (parent !== 'auto') return repository.findSnapshot(parent.id)
  const snapshots = await repository.listSnapshots({
    ...(options.signal && { signal: options.signal }),
    onDamaged: (id) => run.report({ code: 'parent-unreadable', path: '/', reason: id }),
  })
  const latest = (options.time ?? new Date()).getTime()
  return snapshots.findLast(
    (snapshot) =>
      snapshot.hostname === options.hostname &&
      Date.parse(snapshot.time) <= latest &&
      sources.every((source) => snapshot.paths.includes(source)),
  )
}
