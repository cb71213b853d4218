import type { Id } from '../model.ts'
import type { PlacedEntry } from './placement.ts'
import type { ReadPlan } from './read-plan.ts'

/** One file on its way: its pieces arrive in the order of the packs. */
export interface FileInProgress {
  readonly entry: PlacedEntry
  readonly lengthBytes: number
  /** Whether pieces of the file come with several batches. */
  readonly isShared: boolean
  /** A blob of the file that no index knows. */
  readonly missing: Id | undefined
  piecesLeft: number
  state: 'open' | 'done' | 'failed'
  /** The name it has until it is whole. */
  temporary: Buffer | undefined
}

/** Files at the start of a plan. */
export function filesInProgress(entries: readonly PlacedEntry[], plan: ReadPlan): FileInProgress[] {
  const batchCounts = new Uint32Array(entries.length)
  for (const { blobs } of plan.batches) {
    for (const file of new Set(blobs.flatMap(({ targets }) => targets.map((target) => target.file)))) {
      batchCounts[file] = (batchCounts[file] ?? 0) + 1
    }
  }
  return entries.map((entry, number) => ({
    entry,
    lengthBytes: plan.lengths[number] ?? 0,
    isShared: (batchCounts[number] ?? 0) > 1,
    missing: plan.unknown.get(number),
    piecesLeft: plan.pieces[number] ?? 0,
    state: 'open',
    temporary: undefined,
  }))
}
