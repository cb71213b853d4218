import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { logFileKey } from './file-key.ts'
import { type LogBytes, openLogBytes } from './log-bytes.ts'

/** A file of a source. */
export interface SourceFile {
  readonly key: string
  readonly path: string
  readonly inode: number
  /** Plain bytes it had when it was looked at last. */
  bytes: number
  /** Whether lines may still come: a last line without its end is then waited for. */
  isGrowing: boolean
}

/** Where the files of a source lie, the newest last. Of the own log the last one is growing. */
export interface SourceListing {
  readonly paths: readonly string[]
  readonly lastGrows: boolean
}

const mostOpen = 8

/** Keeps track of the files of a source while they are rotated, compressed and taken away. */
export class SourceFiles {
  readonly #list: () => SourceListing
  readonly #keyedBy: 'content' | 'path'
  readonly #byPath = new Map<string, SourceFile>()
  readonly #open = new Map<string, LogBytes>()
  #files: readonly SourceFile[] = []

  /** By content a file is known whatever it is called; by path where different files may begin alike. */
  constructor(list: () => SourceListing, keyedBy: 'content' | 'path') {
    this.#list = list
    this.#keyedBy = keyedBy
  }

  /** As of the last look, the newest last. */
  get files(): readonly SourceFile[] {
    return this.#files
  }

  byKey(key: string): SourceFile | undefined {
    return this.#files.find((file) => file.key === key)
  }

  /** Looks at the folder again. Files that cannot be read now are left out. */
  look(): void {
    const { paths, lastGrows } = this.#list()
    const seen = new Map<string, SourceFile>()
    for (const [index, path] of paths.entries()) {
      const file = this.#fileAt(path)
      if (file === null || seen.has(file.key)) continue
      file.isGrowing = lastGrows && index === paths.length - 1
      seen.set(file.key, file)
    }
    this.#files = [...seen.values()]
    this.#byPath.clear()
    for (const file of this.#files) this.#byPath.set(file.path, file)
    for (const path of this.#open.keys()) if (!this.#byPath.has(path)) this.#forget(path)
  }

  #fileAt(path: string): SourceFile | null {
    try {
      const entry = statSync(path)
      const known = this.#byPath.get(path)
      const isSame = known !== undefined && known.inode === entry.ino && entry.size > 0
      if (isSame && path.endsWith('.zst')) return known
      if (isSame && entry.size >= known.bytes) {
        known.bytes = entry.size
        return known
      }
      this.#forget(path)
      return this.#newFile(path, entry.ino)
    } catch {
      return null
    }
  }

  #newFile(path: string, inode: number): SourceFile | null {
    const bytes = this.bytesAt(path)
    const key = this.#keyedBy === 'path' ? digestOf(path) : logFileKey(bytes)
    return key === null ? null : { key, path, inode, bytes: bytes.size(), isGrowing: false }
  }

  /** The bytes of a file; throws where it cannot be opened. */
  bytesAt(path: string): LogBytes {
    const open = this.#open.get(path) ?? openLogBytes(path)
    this.#open.delete(path)
    this.#open.set(path, open)
    const [oldest] = this.#open.keys()
    if (this.#open.size > mostOpen && oldest !== undefined) this.#forget(oldest)
    return open
  }

  #forget(path: string): void {
    this.#open.get(path)?.close()
    this.#open.delete(path)
  }

  close(): void {
    for (const path of [...this.#open.keys()]) this.#forget(path)
  }
}

function digestOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16)
}
