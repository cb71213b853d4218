import { systemErrorCode } from '#main/engine/filesystem/index.ts'
import type { EntrySelection, WalkOrigin } from '../../filter/entry-selection.ts'
import { decideEntries } from '../../filter/folder-entries.ts'
import { nodeTypeOf } from '../../go-file-mode.ts'

/** A folder to count. */
export interface ScanFolder {
  readonly path: string
  readonly origin: WalkOrigin
}

/** Counts the files a backup will meet; each call of `step` looks at one folder. What cannot be read counts as nothing: the backup itself reports it. */
export class FolderScan {
  readonly #selection: EntrySelection
  readonly #pending: ScanFolder[]
  files = 0
  bytes = 0

  constructor(selection: EntrySelection, folders: readonly ScanFolder[]) {
    this.#selection = selection
    this.#pending = [...folders]
  }

  /** False when all is counted. */
  step(): boolean {
    const folder = this.#pending.pop()
    if (folder === undefined) return false
    try {
      this.#count(folder)
    } catch (error) {
      if (systemErrorCode(error) === undefined) throw error
    }
    return true
  }

  #count(folder: ScanFolder): void {
    for (const decision of decideEntries(this.#selection, folder.path, folder.origin)) {
      if (decision.kind !== 'included') continue
      const { path, status } = decision
      const type = nodeTypeOf(status.mode)
      if (type === 'file') {
        this.files += 1
        this.bytes += Number(status.sizeBytes)
      } else if (type === 'dir' && this.#selection.entersFolder(status, folder.origin)) {
        this.#pending.push({ path, origin: folder.origin })
      }
    }
  }
}
