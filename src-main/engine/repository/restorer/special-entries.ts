import { symlinkSync } from 'node:fs'
import { makeDevice, makeFifo } from '#main/engine/filesystem/index.ts'
import { type PlacedEntry, PlacementError, placeEntry } from './placement.ts'
import { isStopped, type RestoreRun } from './restore-run.ts'

const OWNER_ONLY = 0o600

/** Makes links, devices and named pipes. */
export function restoreSpecialEntries(run: RestoreRun, entries: readonly PlacedEntry[]): void {
  for (const entry of entries) {
    if (run.dryRun) run.report.item(entry.path, entry.node, entry.standing ? 'replaced' : 'created')
    else placeEntry(run, entry, (path) => make(run, entry, path))
  }
}

function make(run: RestoreRun, { node }: PlacedEntry, path: Buffer): void {
  if (isStopped(run)) throw new PlacementError('storage-full', 'not begun, the target is full')
  switch (node.type) {
    case 'symlink':
      symlinkSync(Buffer.from(node.linkTarget ?? []), path)
      return
    case 'fifo':
      makeFifo(path, OWNER_ONLY)
      return
    case 'dev':
    case 'chardev':
      makeDevice(path, node.type === 'dev' ? 'block' : 'character', OWNER_ONLY, node.device)
      return
    default:
      throw new PlacementError('not-restorable', `entries of type ${node.type} cannot be made`)
  }
}
