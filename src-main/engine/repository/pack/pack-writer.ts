import { randomInt } from 'node:crypto'
import type { MasterKey } from '../crypto/master-key.ts'
import type { BlobType } from '../model.ts'
import { type FinishedPack, PackBuilder } from './pack-builder.ts'
import { PackMemory } from './pack-memory.ts'
import type { SealedBlob } from './sealed-blob.ts'

const targetPackBytes = 16 * 2 ** 20
/** Blobs go at random to one of so many open packs of their type, which hides the sizes of neighbouring chunks. */
const openPacksPerType = 2

interface PackWriterOptions {
  readonly keys: MasterKey
  /** Packs stored at the same time. */
  readonly uploads: number
  /** Makes a pack durable and indexes it. */
  readonly store: (pack: FinishedPack) => Promise<void>
}

/** Collects sealed blobs into packs and stores the full ones in the background, a limited number at a time. */
export class PackWriter {
  readonly #options: PackWriterOptions
  readonly #memory = new PackMemory()
  readonly #open: Readonly<Record<BlobType, PackBuilder[]>> = {
    data: this.#newPacks('data'),
    tree: this.#newPacks('tree'),
  }
  readonly #uploads = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined

  constructor(options: PackWriterOptions) {
    this.#options = options
  }

  /** Resolves when there is room for more. Fails once any pack could not be stored. */
  async add(blob: SealedBlob): Promise<void> {
    this.#throwFailure()
    const packs = this.#open[blob.handle.type]
    if (blob.sealed.length >= targetPackBytes) {
      const own = this.#newPack(blob.handle.type)
      own.add(blob)
      this.#upload(own)
    } else {
      const slot = randomInt(packs.length)
      const pack = packs[slot] ?? this.#newPack(blob.handle.type)
      pack.add(blob)
      if (pack.size >= targetPackBytes || pack.isHeaderFull) {
        packs[slot] = this.#newPack(blob.handle.type)
        this.#upload(pack)
      }
    }
    while (this.#uploads.size > this.#options.uploads) await Promise.race(this.#uploads)
    this.#throwFailure()
  }

  /** Stores what is open, small leftovers of a type together, and waits until everything is stored. */
  async flush(): Promise<void> {
    for (const type of ['data', 'tree'] as const) {
      const leftovers = this.#open[type].splice(0).filter((pack) => !pack.isEmpty)
      this.#open[type].push(...this.#newPacks(type))
      for (const pack of mergeSmall(leftovers)) this.#upload(pack)
    }
    while (this.#uploads.size > 0) await Promise.race(this.#uploads)
    this.#throwFailure()
  }

  #upload(pack: PackBuilder): void {
    const upload = this.#storePack(pack).finally(() => this.#uploads.delete(upload))
    this.#uploads.add(upload)
  }

  async #storePack(pack: PackBuilder): Promise<void> {
    try {
      if (this.#failure === undefined) await this.#options.store(pack.finish(this.#options.keys))
    } catch (error) {
      this.#failure ??= { error }
    } finally {
      pack.release()
    }
  }

  #newPack(type: BlobType): PackBuilder {
    return new PackBuilder(type, this.#memory)
  }

  #newPacks(type: BlobType): PackBuilder[] {
    return Array.from({ length: openPacksPerType }, () => this.#newPack(type))
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }
}

function mergeSmall(packs: readonly PackBuilder[]): readonly PackBuilder[] {
  const total = packs.reduce((sum, pack) => sum + pack.size, 0)
  const [first, ...others] = packs
  if (first === undefined || total > targetPackBytes) return packs
  for (const other of others) first.absorb(other)
  return [first]
}
