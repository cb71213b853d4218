import { closeSync, readSync } from 'node:fs'
import { hashBlob } from '../../crypto/blob.ts'
import type { Id } from '../../model.ts'
import { type FileReading, type FileToRead, type SealedParts, smallFileBytes } from '../protocol.ts'
import type { ListingContext } from './list-folder.ts'
import { changedSinceOpening, newerNode, type OpenFile, openListed, replaced } from './open-file.ts'
import { problemFrom } from './problems.ts'
import type { Seal } from './seal.ts'
import { sealAll } from './seal.ts'

/** A batch of small files that was read: one reading, and at most one chunk, for each file. */
export interface SmallBatch {
  readonly readings: readonly FileReading[]
  readonly ids: readonly (Id | undefined)[]
  readonly contents: ReadonlyMap<Id, Uint8Array>
}

/** Reads files that are one chunk each. */
export function readSmallFiles(context: ListingContext, files: readonly FileToRead[]): SmallBatch {
  const readings: FileReading[] = []
  const ids: (Id | undefined)[] = []
  const contents = new Map<Id, Uint8Array>()
  for (const file of files) {
    const { reading, content } = readSmallFile(context, file)
    const id = content.length > 0 ? hashBlob(content) : undefined
    if (id !== undefined) contents.set(id, content)
    readings.push(reading)
    ids.push(id)
  }
  return { readings, ids, contents }
}

/** Seals the chunks of a batch that the repository does not have. */
export function sealBatch(seal: Seal, batch: SmallBatch, wanted: readonly Id[]): SealedParts {
  return sealAll(
    seal,
    wanted.map((id) => ({ id, plain: batch.contents.get(id) ?? nothing })),
  )
}

const nothing = new Uint8Array(0)

function readSmallFile(context: ListingContext, file: FileToRead): { reading: FileReading; content: Uint8Array } {
  let open: OpenFile | undefined
  try {
    open = openListed(file.path)
    if (open === undefined) return { reading: { kind: 'failed', problem: replaced(file.path) }, content: nothing }
    const content = readWhole(open)
    if (content === undefined) return { reading: { kind: 'grown' }, content: nothing }
    const node = newerNode(context, file, open.status)
    return { reading: { kind: 'read', node, changed: changedSinceOpening(open), sizeBytes: content.length }, content }
  } catch (error) {
    return { reading: { kind: 'failed', problem: problemFrom(error, file.path) }, content: nothing }
  } finally {
    if (open !== undefined) closeSync(open.descriptor)
  }
}

/** The content, or undefined when it is larger than a small file. */
function readWhole(file: OpenFile): Uint8Array | undefined {
  if (file.status.sizeBytes > smallFileBytes) return undefined
  let room = Buffer.allocUnsafeSlow(Math.max(Number(file.status.sizeBytes), 512) + 1)
  let filled = 0
  for (;;) {
    const got = readSync(file.descriptor, room, filled, room.length - filled, null)
    if (got === 0) return room.subarray(0, filled)
    filled += got
    if (filled > smallFileBytes) return undefined
    if (filled === room.length) room = Buffer.concat([room], Math.min(room.length * 2, smallFileBytes + 1))
  }
}
