import type { Backend } from '../backend/backend.ts'
import { RepositoryError } from '../errors.ts'
import { FormatError } from '../format/format-error.ts'
import type { Id } from '../model.ts'
import { forEachParallel } from '../parallel.ts'
import type { UnpackedFiles } from '../unpacked-files.ts'
import type { LoadedIndex } from './blob-index.ts'
import { decodeIndexFile } from './index-file.ts'

interface LoadOptions {
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((done: number, total: number) => void) | undefined
  readonly onDamaged: ((id: Id, error: unknown) => void) | undefined
}

/** Brings the index files of a repository into memory, each once. */
export class IndexLoader {
  readonly #backend: Backend
  readonly #files: UnpackedFiles
  readonly #index: LoadedIndex
  readonly #loaded = new Set<Id>()

  constructor(backend: Backend, files: UnpackedFiles, index: LoadedIndex) {
    this.#backend = backend
    this.#files = files
    this.#index = index
  }

  async load({ signal, onProgress, onDamaged }: LoadOptions): Promise<void> {
    const ids: Id[] = []
    for await (const { name } of this.#backend.list('index', signal)) {
      if (!this.#loaded.has(name)) ids.push(name)
    }
    let done = 0
    await forEachParallel(ids, this.#backend.connections, async (id) => {
      try {
        await this.#loadOne(id, signal)
      } catch (error) {
        if (signal?.aborted || onDamaged === undefined) throw error
        onDamaged(id, error)
      }
      onProgress?.(++done, ids.length)
    })
  }

  async #loadOne(id: Id, signal: AbortSignal | undefined): Promise<void> {
    const bytes = await this.#files.load('index', id, signal)
    try {
      for (const pack of decodeIndexFile(bytes)) this.#index.add(pack)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      throw new RepositoryError('damaged', { file: `index/${id}`, reason: error.message })
    }
    this.#loaded.add(id)
  }
}
