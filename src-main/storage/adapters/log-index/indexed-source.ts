import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { LogIndex, SegmentsDamaged, SourceFiles, type SourceListing } from '#main/engine/logs/index.ts'
import { rotatedFiles } from '#main/platform/log/rotated-files.ts'
import type { LogIndexCalls, LogIndexRequest, LogSourceFiles } from './log-index-protocol.ts'
import { removeSegmentDatabase } from './segment-database.ts'
import { SqliteSegmentStore } from './sqlite-segment-store.ts'

type Answer = LogIndexCalls[keyof LogIndexCalls]['answer']

/** The index of one source with its store, which is made anew when it turns out to be damaged. */
export class IndexedSource {
  readonly #files: LogSourceFiles
  readonly #onTrouble: (error: unknown) => void
  #store: SqliteSegmentStore
  #index: LogIndex

  constructor(files: LogSourceFiles, onTrouble: (error: unknown) => void) {
    this.#files = files
    this.#onTrouble = onTrouble
    this.#store = this.#openStore()
    this.#index = this.#openIndex()
  }

  /** Takes in what is new for about that long; answers whether there is more. */
  work(milliseconds: number): boolean {
    return this.#repaired(() => this.#index.work(milliseconds))
  }

  answer(request: LogIndexRequest): Answer {
    return this.#repaired(() => this.#answer(request))
  }

  close(): void {
    this.#index.close()
    this.#store.close()
  }

  #answer(request: LogIndexRequest): Answer {
    const index = this.#index
    switch (request.name) {
      case 'search':
        return index.search(request.arguments.query, request.arguments.limit, request.arguments.before)
      case 'texts':
        return index.texts(request.arguments.query, request.arguments.limit, request.arguments.before)
      case 'histogram':
        return index.histogram(request.arguments.query, request.arguments.buckets)
      case 'line': {
        const found = index.line(request.arguments.fileKey, request.arguments.offset)
        return found === null ? null : { line: found.line, text: found.read.text, isCut: found.read.isCut }
      }
      case 'context': {
        const { fileKey, offset, before, after } = request.arguments
        return index.context(fileKey, offset, before, after)
      }
      case 'loggers':
        return index.loggers()
      case 'state':
        return index.state()
      default:
        return null
    }
  }

  #repaired<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof SegmentsDamaged)) throw error
      this.#onTrouble(error)
      this.close()
      if (this.#files.kind === 'growing') removeSegmentDatabase(this.#files.indexFile)
      this.#store = this.#openStore()
      this.#index = this.#openIndex()
      return work()
    }
  }

  #openStore(): SqliteSegmentStore {
    if (this.#files.kind === 'closed') return new SqliteSegmentStore('')
    mkdirSync(dirname(this.#files.indexFile), { recursive: true, mode: 0o700 })
    return new SqliteSegmentStore(this.#files.indexFile)
  }

  #openIndex(): LogIndex {
    const keyedBy = this.#files.kind === 'growing' ? 'content' : 'path'
    return new LogIndex(new SourceFiles(() => listingOf(this.#files), keyedBy), this.#store, {
      onTrouble: this.#onTrouble,
    })
  }
}

function listingOf(files: LogSourceFiles): SourceListing {
  if (files.kind === 'closed') return { paths: files.paths, lastGrows: false }
  return { paths: [...rotatedFiles(files.file).map((file) => file.path), files.file], lastGrows: true }
}
