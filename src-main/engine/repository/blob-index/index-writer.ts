import { encodeIndexFile, type IndexedPack } from './index-file.ts'

const maxBlobs = 50_000
/** The most work a killed run loses: the next one finds only what an index names. restic waits ten minutes. */
const maxAgeMs = 60_000

/** Collects stored packs and writes them into index files: every pack complete in one file. */
export class IndexWriter {
  readonly #save: (bytes: Uint8Array) => Promise<unknown>
  #packs: IndexedPack[] = []
  #blobs = 0
  #openedAt = 0

  constructor(save: (bytes: Uint8Array) => Promise<unknown>) {
    this.#save = save
  }

  /** Takes a durable pack; writes an index file when enough blobs have come together or a minute has passed. */
  async add(pack: IndexedPack): Promise<void> {
    if (this.#packs.length === 0) this.#openedAt = Date.now()
    this.#packs.push(pack)
    this.#blobs += pack.blobs.length
    if (this.#blobs >= maxBlobs || Date.now() - this.#openedAt >= maxAgeMs) await this.flush()
  }

  async flush(): Promise<void> {
    if (this.#packs.length === 0) return
    const packs = this.#packs
    this.#packs = []
    this.#blobs = 0
    try {
      await this.#save(encodeIndexFile(packs))
    } catch (error) {
      this.#packs = [...packs, ...this.#packs]
      this.#blobs = this.#packs.reduce((sum, pack) => sum + pack.blobs.length, 0)
      throw error
    }
  }
}
