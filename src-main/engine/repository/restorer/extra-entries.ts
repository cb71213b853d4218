import { rmSync } from 'node:fs'
import { readDirectory, readEntryStatus } from '#main/engine/filesystem/index.ts'
import { pathTextOf } from '../filter/path-text.ts'
import { nodeTypeOf } from '../go-file-mode.ts'
import { problemOf, type RestoreRun } from './restore-run.ts'
import type { RestoreSelection } from './selection.ts'
import { joinRelative } from './target-folder.ts'
import { nameKey, snapshotPath } from './tree-walk.ts'

/** A folder whose entries are to be exactly those of the snapshot. */
export interface ExactFolder {
  readonly relative: Buffer
  readonly names: ReadonlySet<string>
}

/** Deletes what stands in the folders and is not in the snapshot. What the excludes name stays. */
export function deleteExtraEntries(
  run: RestoreRun,
  selection: RestoreSelection,
  folders: readonly ExactFolder[],
): void {
  for (const folder of folders) {
    try {
      for (const name of readDirectory(run.target.atFolder(folder.relative))) {
        if (!folder.names.has(nameKey(name))) deleteEntry(run, selection, folder.relative, name)
      }
    } catch (error) {
      run.report.problem('delete-failed', snapshotPath(folder.relative), problemOf(error).reason)
    }
  }
}

function deleteEntry(run: RestoreRun, selection: RestoreSelection, folder: Buffer, name: Buffer): void {
  const relative = joinRelative(folder, name)
  if (!selection.covers(`/${pathTextOf(relative)}`)) return
  const path = snapshotPath(relative)
  try {
    const at = run.target.at(folder, name)
    const type = nodeTypeOf(readEntryStatus(at).mode)
    if (type === 'dir') run.target.forgetFolders()
    if (!run.dryRun) rmSync(run.target.at(folder, name), { recursive: type === 'dir' })
    run.report.item(path, { type, size: 0n }, 'deleted')
  } catch (error) {
    run.report.problem('delete-failed', path, problemOf(error).reason)
  }
}
