import { hashBlob, sealBlob } from '../crypto/blob.ts'
import type { BlobHandle, Id } from '../model.ts'
import type { Repository } from '../repository.ts'

/** Where blobs of a backup go. */
export interface BlobStore {
  has(handle: BlobHandle): boolean
  /** Resolves when there is room for more. */
  addSealed: Repository['addSealed']
  saveTree(plain: Uint8Array): Promise<{ readonly id: Id; readonly isNew: boolean; readonly storedBytes: number }>
}

/** Stores into the repository. */
export function repositoryStore(repository: Repository): BlobStore {
  return {
    has: (handle) => repository.index.has(handle),
    addSealed: (blob) => repository.addSealed(blob),
    saveTree: (plain) => repository.saveBlob('tree', plain),
  }
}

/** Finds out what would be stored, and stores nothing. */
export function dryRunStore(repository: Repository): BlobStore {
  const trees = new Set<Id>()
  return {
    has: (handle) => repository.index.has(handle),
    addSealed: () => Promise.resolve(),
    saveTree: (plain) => {
      const id = hashBlob(plain)
      const isNew = !trees.has(id) && !repository.index.has({ type: 'tree', id })
      trees.add(id)
      const storedBytes = isNew ? sealBlob(repository.keys, plain, repository.compression).sealed.length : 0
      return Promise.resolve({ id, isNew, storedBytes })
    },
  }
}
