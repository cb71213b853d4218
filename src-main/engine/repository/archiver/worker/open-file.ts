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

/** The node of the file as it was when opened, or undefined when nothing had changed since it was listed. */
export function newerNode(context: ListingContext, file: FileToRead, status: EntryStatus): Node | undefined {
  const { listed, name, path } = file
  const same =
    listed.inode === (process.platform === 'win32' ? 0n : status.inode) &&
    listed.size === status.sizeBytes &&
    listed.modifiedTime === formatTimeNs(status.modifiedNs) &&
    (process.platform === 'win32' || listed.changeTime === formatTimeNs(status.changeNs))
  if (same) return undefined
  return nodeFromEntry(pathBytesOf(path), pathBytesOf(name), status, {
    withAccessTime: context.withAccessTime,
    onAttributeError: () => undefined,
  })
}
