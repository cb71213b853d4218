import { encodeTree } from '../format/tree-codec.ts'
import type { Id, Tree } from '../model.ts'
import type { BlobStore } from './blob-store.ts'
import { freeNow } from './free-now.ts'
import type { SealedParts } from './protocol.ts'
import type { BackupRun } from './run.ts'

const smallestPrune = 16_384
const mostUnstoredBytes = 32 * 1_048_576

/**
 * Decides which chunks are new, stores them once sealed, and knows when all that were promised have arrived. What was promised is
 * remembered for this run alone: a run that is stopped leaves no promise behind.
 */
export class BlobSaver {
  readonly #store: BlobStore
  readonly #run: BackupRun
  readonly #claimed = new Set<Id>()
  #pruneAt = smallestPrune
  #expected = 0
  #onSettled: (() => void) | undefined
  #unstoredBytes = 0
  #waitingForRoom: (() => void)[] = []

  constructor(store: BlobStore, run: BackupRun) {
    this.#store = store
    this.#run = run
  }

  /** True when the caller has to seal and `add` this chunk now; nobody else will be told so. */
  claim(id: Id): boolean {
    if (this.#claimed.has(id) || this.#store.has({ type: 'data', id })) return false
    this.#claimed.add(id)
    this.#expected += 1
    if (this.#claimed.size >= this.#pruneAt) this.#forgetStored()
    return true
  }

  /** Resolves when so little waits to be stored that more may be sealed. */
  async whenRoom(): Promise<void> {
    while (this.#unstoredBytes > mostUnstoredBytes) {
      await new Promise<void>((resolve) => this.#waitingForRoom.push(resolve))
    }
  }

  /** Stores claimed chunks and frees their buffer. Resolves when there is room for more. */
  async add({ parts, bytes }: SealedParts): Promise<void> {
    const length = bytes.length
    this.#unstoredBytes += length
    for (const { id, offset, length, plainLength, uncompressedLength } of parts) {
      if (this.#run.hasFailed) return
      const sealed = bytes.subarray(offset, offset + length)
      await this.#store.addSealed({ handle: { type: 'data', id }, sealed, uncompressedLength })
      this.#run.summary.countBlob('data', plainLength, length)
      this.#run.progress.addNewBytes(plainLength)
      this.#expected -= 1
    }
    freeNow(bytes)
    this.#unstoredBytes -= length
    for (const resume of this.#waitingForRoom.splice(0)) resume()
    if (this.#expected === 0) this.#onSettled?.()
  }

  /** Stores a folder and gives its id. */
  async saveTree(tree: Tree): Promise<Id> {
    const plain = encodeTree(tree)
    const { id, isNew, storedBytes } = await this.#store.saveTree(plain)
    if (isNew) this.#run.summary.countBlob('tree', plain.length, storedBytes)
    return id
  }

  /** Resolves when every claimed chunk was stored. Ask when no file is being read any more. */
  async settled(): Promise<void> {
    if (this.#expected === 0) return
    await new Promise<void>((resolve) => {
      this.#onSettled = resolve
    })
  }

  /** The index knows by itself what lies in finished packs. */
  #forgetStored(): void {
    for (const id of this.#claimed) {
      if (this.#store.has({ type: 'data', id })) this.#claimed.delete(id)
    }
    this.#pruneAt = Math.max(smallestPrune, this.#claimed.size * 2)
  }
}
