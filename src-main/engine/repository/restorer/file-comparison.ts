import { closeSync, constants } from 'node:fs'
import { systemErrorCode } from '#main/engine/filesystem/index.ts'
import { throwIfCancelled } from '../backend/failure.ts'
import { forEachParallel } from '../parallel.ts'
import type { PlacedEntry } from './placement.ts'
import { plainLength } from './read-plan.ts'
import type { RestoreRun } from './restore-run.ts'

const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Says for each file whether what stands at its place has exactly the content of the snapshot; `reason` tells why it could not be read. */
export async function compareFiles(
  run: RestoreRun,
  entries: readonly PlacedEntry[],
  onResult: (entry: PlacedEntry, equal: boolean, reason: string) => void,
): Promise<void> {
  await forEachParallel(entries, run.workers + 2, async (entry) => {
    throwIfCancelled(run.signal)
    const { equal, reason } = await compareFile(run, entry)
    onResult(entry, equal, reason)
  })
}

async function compareFile(run: RestoreRun, entry: PlacedEntry): Promise<{ equal: boolean; reason: string }> {
  const pieces = piecesOf(run, entry)
  if (!pieces) return { equal: false, reason: 'a blob of the content is unknown' }
  let fd: number | undefined
  try {
    fd = run.target.open(entry.folder, entry.node.name, readFlags)
    const { equal } = await run.pool.run({ kind: 'compare', fd, pieces })
    return { equal, reason: equal ? '' : 'the content differs' }
  } catch (error) {
    return { equal: false, reason: systemErrorCode(error) ?? String(error) }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

function piecesOf(run: RestoreRun, { node }: PlacedEntry) {
  const pieces = (node.content ?? []).map((id) => {
    const [location] = run.repository.index.lookup({ type: 'data', id })
    return location && { id, length: plainLength(location) }
  })
  const known = pieces.filter((piece) => piece !== undefined)
  return known.length === pieces.length ? known : undefined
}
