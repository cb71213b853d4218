import type { Node, SnapshotSummary } from '../model.ts'

/** How an entry compares with the parent snapshot. */
type Change = 'new' | 'changed' | 'unmodified'

/** Counts what the summary of a snapshot says. */
export class SummaryCounter {
  readonly #start = new Date().toISOString()
  readonly #files: Record<Change, number> = { new: 0, changed: 0, unmodified: 0 }
  readonly #dirs: Record<Change, number> = { new: 0, changed: 0, unmodified: 0 }
  readonly #blobs = { data: 0, tree: 0 }
  #added = 0
  #addedPacked = 0
  #bytes = 0

  countFile(previous: Node | undefined, current: Node): void {
    this.#files[compare(previous, current)] += 1
    this.#bytes += Number(current.size)
  }

  countFolder(previous: Node | undefined, current: Node): void {
    this.#dirs[compare(previous, current)] += 1
  }

  countBlob(type: 'data' | 'tree', plainBytes: number, storedBytes: number): void {
    this.#blobs[type] += 1
    this.#added += plainBytes
    this.#addedPacked += storedBytes
  }

  finish(): SnapshotSummary {
    return {
      backupStart: this.#start,
      backupEnd: new Date().toISOString(),
      filesNew: this.#files.new,
      filesChanged: this.#files.changed,
      filesUnmodified: this.#files.unmodified,
      dirsNew: this.#dirs.new,
      dirsChanged: this.#dirs.changed,
      dirsUnmodified: this.#dirs.unmodified,
      dataBlobs: this.#blobs.data,
      treeBlobs: this.#blobs.tree,
      dataAdded: this.#added,
      dataAddedPacked: this.#addedPacked,
      totalFilesProcessed: this.#files.new + this.#files.changed + this.#files.unmodified,
      totalBytesProcessed: this.#bytes,
    }
  }
}

function compare(previous: Node | undefined, current: Node): Change {
  if (previous === undefined || previous.type !== current.type) return 'new'
  return sameNode(previous, current) ? 'unmodified' : 'changed'
}

function sameNode(left: Node, right: Node): boolean {
  return (
    left.subtree === right.subtree &&
    left.mode === right.mode &&
    left.modifiedTime === right.modifiedTime &&
    left.changeTime === right.changeTime &&
    left.uid === right.uid &&
    left.gid === right.gid &&
    left.inode === right.inode &&
    left.size === right.size &&
    sameContent(left.content, right.content)
  )
}

function sameContent(left: Node['content'], right: Node['content']): boolean {
  if (left === right) return true
  return left?.length === right?.length && (left ?? []).every((id, position) => id === right?.[position])
}
