import { basename } from 'node:path'
import { RepositoryError } from '../errors.ts'
import type { WalkOrigin } from '../filter/entry-selection.ts'
import type { ArchiverWorkers } from './archiver-workers.ts'
import type { BackupRun } from './run.ts'
import { cleanSource } from './source-tree.ts'

/** A source that exists. */
export interface FoundSource {
  readonly path: string
  readonly isFolder: boolean
  readonly origin: WalkOrigin
}

/** The sources that exist; the others are reported. Fails with `sources-unreadable` when there is none. */
export async function findSources(
  sources: readonly string[],
  workers: Pick<ArchiverWorkers, 'inspect'>,
  run: BackupRun,
): Promise<FoundSource[]> {
  const found: FoundSource[] = []
  for (const path of new Set(sources.map(cleanSource))) {
    const { entry, device, problems } = await workers.inspect(path, basename(path), false)
    if (entry !== undefined) found.push({ path, isFolder: entry.node.type === 'dir', origin: { path, device } })
    else for (const problem of problems) run.report(problem)
  }
  if (found.length === 0) throw new RepositoryError('sources-unreadable', { paths: sources })
  return found
}
