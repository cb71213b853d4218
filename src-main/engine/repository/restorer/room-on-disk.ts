import { statfsSync } from 'node:fs'
import type { PlacedEntry } from './placement.ts'
import type { TargetFolder } from './target-folder.ts'

const BLOCK_BYTES = 4096n
/** A file takes an entry in its folder and more besides. */
const OVERHEAD_BYTES = 1024n

/**
 * Divides files into groups that fit into the room left on the target, each group measured when its turn comes. Pieces of files arrive in the
 * order of packs: a disk that runs full in the middle would leave many files begun and few whole.
 */
export function* groupsThatFit(target: TargetFolder, entries: readonly PlacedEntry[]): Generator<PlacedEntry[]> {
  let start = 0
  while (start < entries.length) {
    const end = Math.max(start + 1, endOfFitting(entries, start, freeBytes(target)))
    yield entries.slice(start, end)
    start = end
  }
}

function endOfFitting(entries: readonly PlacedEntry[], start: number, free: bigint | undefined): number {
  if (free === undefined) return entries.length
  let left = free
  for (let at = start; at < entries.length; at += 1) {
    const size = entries[at]?.node.size ?? 0n
    left -= ((size + BLOCK_BYTES - 1n) / BLOCK_BYTES) * BLOCK_BYTES + OVERHEAD_BYTES
    if (left < 0n) return at
  }
  return entries.length
}

/** Undefined where the file system does not say. */
function freeBytes(target: TargetFolder): bigint | undefined {
  const { blocks, bavail, bsize } = statfsSync(target.path, { bigint: true })
  return blocks === 0n ? undefined : bavail * bsize
}
