import type { SourceFile, SourceFiles } from './source-files.ts'

/** How far a log has been read: a file and the first byte not read. */
export interface FollowPosition {
  readonly fileKey: string
  readonly offset: number
}

/** Lines after a position, and the position after them. */
export interface FollowedLines {
  readonly lines: readonly string[]
  readonly position: FollowPosition
}

const longestLineBytes = 4_194_304
const newline = 10

/** Reads a log from a position on, across its rotated files, for whoever hands lines on. */
export class LogFollower {
  readonly #files: SourceFiles

  constructor(files: SourceFiles) {
    this.#files = files
  }

  /** Where the next line will be written; null while there is no file with a line in it. */
  end(): FollowPosition | null {
    this.#files.look()
    const newest = this.#files.files.at(-1)
    return newest === undefined ? null : { fileKey: newest.key, offset: newest.bytes }
  }

  /** The oldest line there is. */
  start(): FollowPosition | null {
    this.#files.look()
    const oldest = this.#files.files[0]
    return oldest === undefined ? null : { fileKey: oldest.key, offset: 0 }
  }

  /** Whether the file of the position is still there. */
  has(position: FollowPosition): boolean {
    this.#files.look()
    return this.#files.byKey(position.fileKey) !== undefined
  }

  /** Whole lines of about that many bytes; none at the end. The file of the position must be there. */
  next(position: FollowPosition, bytes: number): FollowedLines {
    this.#files.look()
    const { files } = this.#files
    const first = files.findIndex((file) => file.key === position.fileKey)
    for (let at = first; at >= 0 && at < files.length; at += 1) {
      const file = files[at]
      if (file === undefined) break
      const read = this.#read(file, at === first ? position.offset : 0, bytes)
      if (read.lines.length > 0) return read
    }
    return { lines: [], position }
  }

  #read(file: SourceFile, offset: number, wanted: number): FollowedLines {
    const source = this.#files.bytesAt(file.path)
    for (let length = wanted; ; length *= 2) {
      const chunk = source.read(offset, Math.min(length, Math.max(0, file.bytes - offset)))
      const last = chunk.lastIndexOf(newline)
      const end = last >= 0 ? last + 1 : length > longestLineBytes || !file.isGrowing ? chunk.length : 0
      if (end > 0 || offset + chunk.length >= file.bytes) {
        const lines = chunk
          .toString('utf8', 0, end)
          .split('\n')
          .filter((line) => line !== '')
        return { lines, position: { fileKey: file.key, offset: offset + end } }
      }
    }
  }

  /** Bytes after the position, and how many of those that were looked at are lines' ends. */
  waiting(position: FollowPosition, mostBytes: number): { readonly bytes: number; readonly lines: number } {
    this.#files.look()
    const { files } = this.#files
    const first = files.findIndex((file) => file.key === position.fileKey)
    let bytes = 0
    let counted = 0
    let lines = 0
    for (const [at, file] of files.entries()) {
      if (at < first) continue
      const from = at === first ? position.offset : 0
      bytes += Math.max(0, file.bytes - from)
      const chunk = this.#files.bytesAt(file.path).read(from, Math.min(mostBytes - counted, file.bytes - from))
      counted += chunk.length
      for (const byte of chunk) if (byte === newline) lines += 1
    }
    return { bytes, lines: counted === 0 ? 0 : Math.round((lines * bytes) / counted) }
  }

  close(): void {
    this.#files.close()
  }
}
