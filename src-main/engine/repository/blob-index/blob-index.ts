import type { BlobHandle, BlobLocation, Id } from '../model.ts'
import { EntryTable } from './entry-table.ts'
import type { IndexedPack } from './index-file.ts'

/** One blob of a pack as the index knows it. */
export interface IndexedBlob extends BlobLocation {
  readonly handle: BlobHandle
}

/** Which blobs exist and where. Lookups are synchronous and cheap (memory only). */
export interface BlobIndex {
  /** Number of blob entries, copies in several packs counted each. */
  readonly size: number
  has(handle: BlobHandle): boolean
  /** Every known copy; empty when there is none. */
  lookup(handle: BlobHandle): BlobLocation[]
  /** All entries in no promised order. */
  entries(): Iterable<IndexedBlob>
  /** Ids of all packs that an index file names. */
  packIds(): Iterable<Id>
  /** Entries grouped by pack, each pack once, blobs ascending by offset. */
  packs(): Iterable<{ readonly id: Id; readonly blobs: readonly IndexedBlob[] }>
}

/** The union of all index files and of the packs stored since. */
export class LoadedIndex implements BlobIndex {
  readonly #table = new EntryTable()
  readonly #packIds: Id[] = []
  readonly #packNumbers = new Map<Id, number>()

  get size(): number {
    return this.#table.size
  }

  add({ id, blobs }: IndexedPack): void {
    const pack = this.#packNumber(id)
    for (const blob of blobs) this.#table.add(blob.handle, { ...blob, pack })
  }

  #packNumber(id: Id): number {
    const known = this.#packNumbers.get(id)
    if (known !== undefined) return known
    const number = this.#packIds.push(id) - 1
    this.#packNumbers.set(id, number)
    return number
  }

  has(handle: BlobHandle): boolean {
    return this.#table.has(handle)
  }

  lookup(handle: BlobHandle): BlobLocation[] {
    return this.#table.find(handle).map((number) => this.#location(number))
  }

  #location(number: number): BlobLocation {
    const { pack, offset, length, uncompressedLength } = this.#table.entry(number)
    return { packId: this.#packIds[pack] ?? '', offset, length, uncompressedLength }
  }

  *entries(): Generator<IndexedBlob> {
    for (let number = 0; number < this.#table.size; number++) yield this.#indexedBlob(number)
  }

  #indexedBlob(number: number): IndexedBlob {
    return { handle: this.#table.handle(number), ...this.#location(number) }
  }

  packIds(): Iterable<Id> {
    return this.#packIds.values()
  }

  *packs(): Generator<{ readonly id: Id; readonly blobs: readonly IndexedBlob[] }> {
    const { numbers, ends } = this.#numbersByPack()
    let start = 0
    for (const [pack, id] of this.#packIds.entries()) {
      const end = ends[pack] ?? start
      const blobs = Array.from(numbers.subarray(start, end), (number) => this.#indexedBlob(number))
      yield { id, blobs: blobs.sort((left, right) => left.offset - right.offset) }
      start = end
    }
  }

  /** Counting sort of the entries by pack: four bytes an entry. */
  #numbersByPack(): { readonly numbers: Uint32Array; readonly ends: Uint32Array } {
    const ends = new Uint32Array(this.#packIds.length + 1)
    for (let number = 0; number < this.#table.size; number++) {
      const next = this.#table.entry(number).pack + 1
      ends[next] = (ends[next] ?? 0) + 1
    }
    for (let pack = 1; pack < ends.length; pack++) ends[pack] = (ends[pack] ?? 0) + (ends[pack - 1] ?? 0)
    const numbers = new Uint32Array(this.#table.size)
    for (let number = 0; number < this.#table.size; number++) {
      const { pack } = this.#table.entry(number)
      const at = ends[pack] ?? 0
      numbers[at] = number
      ends[pack] = at + 1
    }
    return { numbers, ends }
  }
}
