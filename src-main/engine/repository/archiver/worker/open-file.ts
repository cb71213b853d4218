import { closeSync } from 'node:fs'
import { type EntryStatus, openForReading, readOpenStatus } from '#main/engine/filesystem/index.ts'
import { pathBytesOf } from '../../filter/path-text.ts'
import { formatTimeNs } from '../../format/rfc3339.ts'
import { nodeTypeOf } from '../../go-file-mode.ts'
import type { Node } from '../../model.ts'
import { nodeFromEntry } from '../../node-from-entry.ts'
import type { FileToRead, FoundProblem } from '../protocol.ts'
import type { ListingContext } from './list-folder.ts'

/** A file being read. `status` is from the moment of opening. */
export interface OpenFile {
  readonly descriptor: number
  readonly status: EntryStatus
}

/** Opens a listed file without following links; undefined when something else than a file has taken its place. Throws as `fs` does. */
export function openListed(path: string): OpenFile | undefined {
  const descriptor = openForReading(pathBytesOf(path))
  try {
    const status = readOpenStatus(descriptor)
    if (nodeTypeOf(status.mode) === 'file') return { descriptor, status }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
  closeSync(descriptor)
  return undefined
}

/** The problem of a file whose place something else has taken. */
export function replaced(path: string): FoundProblem {
  return { code: 'changed-while-reading', path, reason: 'replaced' }
}

/** Whether the file was written to since it was opened. */
export function changedSinceOpening(file: OpenFile): boolean {
  const now = readOpenStatus(file.descriptor)
  return now.sizeBytes !== file.status.sizeBytes || now.modifiedNs !== file.status.modifiedNs
}

/** The node of the file as it was when opened: the listing's when nothing had changed since. */
export function nodeOfOpenFile(context: ListingContext, listed: FileToRead, status: EntryStatus): Node {
  const { node, path } = listed
  const same =
    node.inode === (process.platform === 'win32' ? 0n : status.inode) &&
    node.size === status.sizeBytes &&
    node.modifiedTime === formatTimeNs(status.modifiedNs) &&
    (process.platform === 'win32' || node.changeTime === formatTimeNs(status.changeNs))
  if (same) return node
  return nodeFromEntry(pathBytesOf(path), node.name, status, {
    withAccessTime: context.withAccessTime,
    onAttributeError: () => undefined,
  })
}
