import { fstatSync, readSync, writeSync } from 'node:fs'
import { hashBlob } from '../crypto/blob.ts'
import type { Id } from '../model.ts'

const HOLE_BYTES = 64 << 10
const zeros = Buffer.alloc(HOLE_BYTES)

/** Files at least this long may hold holes and need their length set at the end. */
export const smallestSparseBytes = HOLE_BYTES

/** Writes bytes at a position of a new file; long runs of zeros are left out and become holes. */
export function writePlain(fd: number, plain: Uint8Array, position: number): void {
  let start = 0
  for (let at = 0; at + HOLE_BYTES <= plain.length; at += HOLE_BYTES) {
    if (!isZero(plain, at)) continue
    writeFully(fd, plain, start, at, position)
    start = at + HOLE_BYTES
  }
  writeFully(fd, plain, start, plain.length, position)
}

function isZero(plain: Uint8Array, at: number): boolean {
  return plain[at] === 0 && zeros.equals(plain.subarray(at, at + HOLE_BYTES))
}

function writeFully(fd: number, plain: Uint8Array, start: number, end: number, position: number): void {
  let at = start
  while (at < end) at += writeSync(fd, plain, at, end - at, position + at)
}

let room = Buffer.alloc(0)

/** Whether an open file consists of exactly these blobs, by their ids. */
export function hasContent(fd: number, pieces: readonly { readonly id: Id; readonly length: number }[]): boolean {
  const total = pieces.reduce((sum, { length }) => sum + length, 0)
  if (fstatSync(fd).size !== total) return false
  let position = 0
  for (const { id, length } of pieces) {
    const bytes = roomFor(length)
    if (readFully(fd, bytes, position) < length || hashBlob(bytes) !== id) return false
    position += length
  }
  return true
}

function roomFor(length: number): Buffer {
  if (room.length < length) room = Buffer.alloc(Math.max(length, 1 << 20))
  return room.subarray(0, length)
}

function readFully(fd: number, into: Buffer, position: number): number {
  let done = 0
  while (done < into.length) {
    const count = readSync(fd, into, done, into.length - done, position + done)
    if (count === 0) break
    done += count
  }
  return done
}
