import { closeSync, readSync } from 'node:fs'
import { type DataRegion, dataRegions } from '#main/engine/filesystem/index.ts'
import { type Chunker, chunkerLimits } from '../../chunker/chunker.ts'
import { hashBlob } from '../../crypto/blob.ts'
import type { Id } from '../../model.ts'
import type { FileReading, FileToRead } from '../protocol.ts'
import type { ListingContext } from './list-folder.ts'
import { changedSinceOpening, newerNode, type OpenFile, openListed, replaced } from './open-file.ts'
import { problemFrom } from './problems.ts'

/** Takes the chunks of a file in order. Resolves when there is room for more. */
export interface ChunkSink {
  /** One chunk; its bytes are valid during the call alone. */
  take(id: Id, bytes: Uint8Array): Promise<void>
  /** `count` more chunks of a content that was taken before. */
  repeat(id: Id, length: number, count: number): Promise<void>
}

const pieceBytes = 1_048_576
/** A file that is written to without end must not be read without end. */
const growthLimitBytes = 64 * pieceBytes
const zeroChunk = new Uint8Array(chunkerLimits.minBytes)
const zeroChunkId = hashBlob(zeroChunk)

/** Reads files of any size chunk by chunk; one file at a time. */
export class LargeFileReader {
  readonly #chunker: Chunker
  readonly #context: ListingContext
  readonly #assembly = Buffer.allocUnsafeSlow(chunkerLimits.maxBytes + pieceBytes)
  #zeroChunkSent = false

  constructor(context: ListingContext, chunker: Chunker) {
    this.#context = context
    this.#chunker = chunker
  }

  async read(file: FileToRead, sink: ChunkSink): Promise<FileReading> {
    let open: OpenFile | undefined
    try {
      open = openListed(file.path)
      if (open === undefined) return { kind: 'failed', problem: replaced(file.path) }
      const node = newerNode(this.#context, file, open.status)
      const sizeBytes = await this.#readChunks(open, sink)
      return { kind: 'read', node, changed: changedSinceOpening(open), sizeBytes }
    } catch (error) {
      return { kind: 'failed', problem: problemFrom(error, file.path) }
    } finally {
      if (open !== undefined) closeSync(open.descriptor)
    }
  }

  async #readChunks(file: OpenFile, sink: ChunkSink): Promise<number> {
    const size = Number(file.status.sizeBytes)
    const holes = new Holes(dataRegions(file.descriptor, size), size)
    this.#chunker.reset()
    let position = 0
    let filled = 0
    while (position < size + growthLimitBytes) {
      const empty = filled === 0 ? Math.floor(holes.lengthAt(position) / zeroChunk.length) : 0
      if (empty > 0) {
        await this.#takeZeros(sink, empty)
        position += empty * zeroChunk.length
        continue
      }
      const got = readSync(file.descriptor, this.#assembly, filled, pieceBytes, position)
      if (got === 0) break
      position += got
      filled = await this.#cut(sink, filled, filled + got)
    }
    if (filled > 0) await this.#takeChunk(sink, 0, filled)
    return position
  }

  /** Hands on the chunks that end in the bytes read last; the rest moves to the front. Returns its length. */
  async #cut(sink: ChunkSink, from: number, to: number): Promise<number> {
    const cuts = this.#chunker.push(this.#assembly.subarray(from, to))
    let start = 0
    for (const cut of cuts) {
      await this.#takeChunk(sink, start, from + cut)
      start = from + cut
    }
    if (start > 0) this.#assembly.copyWithin(0, start, to)
    return to - start
  }

  async #takeChunk(sink: ChunkSink, from: number, to: number): Promise<void> {
    const view = this.#assembly.subarray(from, to)
    if (view.equals(zeroChunk)) return this.#takeZeros(sink, 1)
    await sink.take(hashBlob(view), view)
  }

  async #takeZeros(sink: ChunkSink, count: number): Promise<void> {
    const repeated = this.#zeroChunkSent ? count : count - 1
    if (!this.#zeroChunkSent) await sink.take(zeroChunkId, zeroChunk)
    this.#zeroChunkSent = true
    if (repeated > 0) await sink.repeat(zeroChunkId, zeroChunk.length, repeated)
  }
}

/** The stretches of a file between its data. */
class Holes {
  readonly #regions: readonly DataRegion[]
  readonly #size: number
  #next = 0

  constructor(regions: readonly DataRegion[], size: number) {
    this.#regions = regions
    this.#size = size
  }

  /** Bytes of hole from a position on, positions ascending from call to call. */
  lengthAt(position: number): number {
    for (;;) {
      const region = this.#regions[this.#next]
      if (region === undefined) return Math.max(0, this.#size - position)
      if (position < region.offset + region.length) return Math.max(0, region.offset - position)
      this.#next += 1
    }
  }
}
