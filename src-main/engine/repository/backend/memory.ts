import { RepositoryError } from '../errors.ts'
import type { FileKind } from '../model.ts'
import type { Backend, ByteRange, FileHandle, ListedFile } from './backend.ts'
import { throwIfCancelled } from './failure.ts'
import { describeFile } from './local-paths.ts'

/** A repository that lives as long as the process: for tests and for trial runs. */
export class MemoryBackend implements Backend {
  readonly location = 'memory'
  readonly connections = 4
  readonly #files = new Map<string, Buffer>()

  async create(): Promise<void> {}

  async *list(kind: FileKind, signal?: AbortSignal): AsyncGenerator<ListedFile> {
    const folder = describeFile({ kind, name: '' })
    for (const [path, content] of [...this.#files]) {
      throwIfCancelled(signal)
      if (kind !== 'config' && path.startsWith(folder)) {
        yield { name: path.slice(folder.length), sizeBytes: content.length }
      }
    }
  }

  async read(file: FileHandle, range?: ByteRange, signal?: AbortSignal): Promise<Uint8Array> {
    throwIfCancelled(signal)
    const content = this.#content(file)
    const start = range?.offset ?? 0
    const end = range?.lengthBytes === undefined ? content.length : start + range.lengthBytes
    if (end > content.length) {
      throw new RepositoryError('damaged', { file: describeFile(file), reason: 'shorter than it must be' })
    }
    return Uint8Array.prototype.slice.call(content, start, end)
  }

  async stat(file: FileHandle): Promise<{ readonly sizeBytes: number }> {
    return { sizeBytes: this.#content(file).length }
  }

  #content(file: FileHandle): Buffer {
    const content = this.#files.get(describeFile(file))
    if (content === undefined) throw new RepositoryError('missing', { what: file.kind, id: file.name })
    return content
  }

  async write(file: FileHandle, parts: readonly Uint8Array[], signal?: AbortSignal): Promise<void> {
    throwIfCancelled(signal)
    const content = Buffer.concat(parts)
    const present = this.#files.get(describeFile(file))
    if (present !== undefined && !present.equals(content)) {
      throw new RepositoryError('file-exists', { file: describeFile(file) })
    }
    this.#files.set(describeFile(file), content)
  }

  async remove(file: FileHandle): Promise<void> {
    this.#files.delete(describeFile(file))
  }

  async close(): Promise<void> {
    // the content stays, so that a repository can be opened again on the same backend
  }
}
