import type { Backend } from '../backend/backend.ts'
import { type BlobIndex, LoadedIndex } from '../blob-index/blob-index.ts'
import { IndexLoader } from '../blob-index/index-loader.ts'
import { BlobReader } from '../blob-reader.ts'
import type { MasterKey } from '../crypto/master-key.ts'
import type { Id, Tree } from '../model.ts'
import type { Repository } from '../repository.ts'
import { UnpackedFiles } from '../unpacked-files.ts'

/** The content of a repository as its storage has it now, whatever was read of it before. */
export interface CheckedContent {
  readonly backend: Backend
  readonly keys: MasterKey
  readonly index: BlobIndex
  loadTree(id: Id, signal: AbortSignal | undefined): Promise<Tree>
}

/** What is told while index files are read. */
export interface IndexReading {
  readonly signal: AbortSignal | undefined
  readonly onProgress: (done: number, total: number) => void
  readonly onDamaged: (id: Id, error: unknown) => void
}

/** Reads every index file anew, so that one that was damaged or removed since the repository was opened is noticed. */
export async function readContent(repository: Repository, reading: IndexReading): Promise<CheckedContent> {
  const { backend, keys, version } = repository
  const index = new LoadedIndex()
  await new IndexLoader(backend, new UnpackedFiles(backend, keys, version), index).load(reading)
  const reader = new BlobReader(backend, keys, index)
  return { backend, keys, index, loadTree: (id, signal) => reader.loadTree(id, signal) }
}
