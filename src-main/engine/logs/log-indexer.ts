import { GrowingSegment } from './growing-segment.ts'
import { LineTokens } from './line-tokens.ts'
import { type ParsedLine, parseLine } from './parsed-line.ts'
import type { Segment, SegmentStore } from './segment.ts'
import type { SourceFile, SourceFiles } from './source-files.ts'

const chunkBytes = 1_048_576
/** A line that is longer is indexed in pieces of this size. */
const longestLineBytes = 4_194_304
/** An entry of plain text takes no more following lines than fit. */
const longestEntryBytes = 65_536
const newline = 10

interface FileProgress {
  /** Segments the store keeps, in their order. */
  readonly sealed: Segment[]
  growing: GrowingSegment | null
  /** Whether a line of plain text has named a time: then lines without one belong to it. */
  hasTextTimes: boolean
}

/** Reads what is new in the files of a source and makes segments of it. */
export class LogIndexer {
  readonly #files: SourceFiles
  readonly #store: SegmentStore
  readonly #now: () => number
  readonly #tokens = new LineTokens()
  readonly #progress = new Map<string, FileProgress>()
  /** Files that could not be read, with the size they had: they are tried again when it changes. */
  readonly #unreadable = new Map<string, number>()

  constructor(files: SourceFiles, store: SegmentStore, now: () => number) {
    this.#files = files
    this.#store = store
    this.#now = now
    for (const segment of store.segments()) this.#progressOf(segment.fileKey).sealed.push(segment)
    for (const { sealed } of this.#progress.values()) sealed.sort((left, right) => left.fromByte - right.fromByte)
  }

  /** Every line there is by now, in segments of all files. */
  *segments(): IterableIterator<Segment> {
    for (const { sealed, growing } of this.#progress.values()) {
      yield* sealed
      if (growing !== null && growing.lines > 0) yield growing
    }
  }

  /** The segments of one file in the order of its lines. */
  segmentsOf(fileKey: string): Segment[] {
    return [...this.segments()].filter((segment) => segment.fileKey === fileKey)
  }

  /** Bytes of a file that can be searched. */
  indexedBytes(fileKey: string): number {
    const progress = this.#progress.get(fileKey)
    return progress === undefined ? 0 : endOf(progress)
  }

  /** Looks for files that came, grew, shrank or went. */
  look(): void {
    this.#files.look()
    const keys = new Set(this.#files.files.map((file) => file.key))
    for (const key of [...this.#progress.keys()]) if (!keys.has(key)) this.#forget(key)
    for (const file of this.#files.files) if (this.indexedBytes(file.key) > file.bytes) this.#forget(file.key)
  }

  #forget(key: string): void {
    this.#store.removeFile(key)
    this.#progress.delete(key)
    this.#unreadable.delete(key)
  }

  /** Indexes for about that long, the newest files first; answers whether there is more to do. */
  work(milliseconds: number): boolean {
    const endAt = performance.now() + milliseconds
    for (const file of this.#files.files.toReversed()) {
      while (this.#step(file)) if (performance.now() >= endAt) return true
      const { growing } = this.#progressOf(file.key)
      if (!file.isGrowing && growing !== null) this.#seal(file.key, growing)
    }
    return false
  }

  #progressOf(key: string): FileProgress {
    const known = this.#progress.get(key)
    if (known !== undefined) return known
    const progress: FileProgress = { sealed: [], growing: null, hasTextTimes: false }
    this.#progress.set(key, progress)
    return progress
  }

  /** One chunk; false where the file has no more whole lines. */
  #step(file: SourceFile): boolean {
    const from = endOf(this.#progressOf(file.key))
    if (from >= file.bytes) return false
    const chunk = this.#readable(file, from)
    if (chunk === null || chunk.length === 0) return false
    for (let start = 0; start < chunk.length; ) {
      const found = chunk.indexOf(newline, start)
      const end = found < 0 ? chunk.length : found
      this.#add(file, chunk.toString('utf8', start, end), from + start, from + Math.min(end + 1, chunk.length))
      start = end + 1
    }
    return true
  }

  #readable(file: SourceFile, from: number): Buffer | null {
    if (this.#unreadable.get(file.key) === file.bytes) return null
    try {
      return this.#chunkAt(file, from)
    } catch {
      this.#unreadable.set(file.key, file.bytes)
      return null
    }
  }

  /** Whole lines from there; a last line without its end only where none will come, or where it is too long. */
  #chunkAt(file: SourceFile, from: number): Buffer {
    const bytes = this.#files.bytesAt(file.path)
    for (let length = chunkBytes; ; length *= 2) {
      const chunk = bytes.read(from, Math.min(length, file.bytes - from))
      const last = chunk.lastIndexOf(newline)
      const isEnd = from + chunk.length >= file.bytes
      if (last >= 0 && !(isEnd && !file.isGrowing)) return chunk.subarray(0, last + 1)
      if (isEnd && file.isGrowing) return chunk.subarray(0, length > longestLineBytes ? chunk.length : 0)
      if (isEnd || length >= longestLineBytes) return chunk
    }
  }

  #add(file: SourceFile, text: string, fromByte: number, toByte: number): void {
    const progress = this.#progressOf(file.key)
    const line = parseLine(text, this.#now())
    let growing = progress.growing ?? this.#begin(file, progress)
    if (text.trim() === '') {
      growing.skip(toByte)
      return
    }
    if (continues(line, progress, growing)) {
      growing.extend(line, toByte)
      return
    }
    if (!line.isJson && line.atMs !== null) progress.hasTextTimes = true
    if (!growing.fits(line)) {
      this.#seal(file.key, growing)
      growing = this.#begin(file, progress)
    }
    growing.add(line, fromByte, toByte)
  }

  #begin({ key }: SourceFile, progress: FileProgress): GrowingSegment {
    const before = progress.sealed.at(-1)
    const lastMs = progress.growing?.lastMs ?? before?.newestMs ?? 0
    progress.growing = new GrowingSegment(key, endOf(progress), lastMs, this.#tokens)
    return progress.growing
  }

  /** The segment stays as it is where the store cannot take it. */
  #seal(key: string, growing: GrowingSegment): void {
    const progress = this.#progressOf(key)
    if (growing.lines > 0) progress.sealed.push(this.#store.add(growing.seal()))
    progress.growing = null
  }
}

function endOf({ sealed, growing }: FileProgress): number {
  return growing?.toByte ?? sealed.at(-1)?.toByte ?? 0
}

/** Stack traces and other lines without a time of their own belong to the entry before. */
function continues(line: ParsedLine, { hasTextTimes }: FileProgress, growing: GrowingSegment): boolean {
  if (line.isJson || line.atMs !== null || !hasTextTimes || growing.lines === 0) return false
  return growing.lastLineBytes < longestEntryBytes
}
