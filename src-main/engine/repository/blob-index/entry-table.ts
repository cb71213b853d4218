import type { BlobHandle } from '../model.ts'

/** One entry by number: pack, place and type. */
export interface TableEntry {
  readonly pack: number
  readonly offset: number
  readonly length: number
  readonly uncompressedLength: number
}

const entriesPerBlock = 16_384
const treeBit = 0x8000_0000
const numberMask = 0x7fff_ffff
const idWords = 8

interface Block {
  readonly ids: Buffer
  readonly words: Uint32Array
  readonly packs: Uint32Array
  readonly offsets: Uint32Array
  readonly lengths: Uint32Array
  readonly uncompressedLengths: Uint32Array
}

/**
 * Blob entries in typed arrays with an open-addressed hash table over them: 48 bytes an entry and 5 to 11 for the table,
 * outside the JavaScript heap. Ids are hashes already, so their first word serves as hash. Copies of a blob are entries of their own.
 */
export class EntryTable {
  readonly #blocks: Block[] = []
  readonly #scratch = Buffer.alloc(32)
  readonly #scratchWords = new Uint32Array(this.#scratch.buffer, this.#scratch.byteOffset, idWords)
  #slots = new Uint32Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds an entry unless the very same one is there. */
  add(handle: BlobHandle, { pack, offset, length, uncompressedLength }: TableEntry): void {
    for (const number of this.find(handle)) {
      const known = this.entry(number)
      if (known.pack === pack && known.offset === offset) return
    }
    if ((this.#size + 1) * 4 > this.#slots.length * 3) this.#grow()
    const at = this.#size % entriesPerBlock
    if (at === 0) this.#blocks.push(newBlock())
    const block = this.#block(this.#size)
    block.words.set(this.#scratchWords, at * idWords)
    block.packs[at] = (pack | (handle.type === 'tree' ? treeBit : 0)) >>> 0
    block.offsets[at] = offset
    block.lengths[at] = length
    block.uncompressedLengths[at] = uncompressedLength
    this.#insertSlot(this.#size, this.#scratchWords[0] ?? 0)
    this.#size++
  }

  has(handle: BlobHandle): boolean {
    return this.find(handle).length > 0
  }

  /** Numbers of all entries of a blob. */
  find(handle: BlobHandle): number[] {
    const found: number[] = []
    this.#scratch.write(handle.id, 'hex')
    const typeBit = handle.type === 'tree' ? treeBit : 0
    const slotMask = this.#slots.length - 1
    for (let slot = (this.#scratchWords[0] ?? 0) & slotMask; ; slot = (slot + 1) & slotMask) {
      const stored = this.#slots[slot] ?? 0
      if (stored === 0) return found
      if (this.#matches(stored - 1, typeBit)) found.push(stored - 1)
    }
  }

  #matches(number: number, typeBit: number): boolean {
    const block = this.#block(number)
    const at = number % entriesPerBlock
    if (((block.packs[at] ?? 0) & treeBit) >>> 0 !== typeBit) return false
    for (let word = 0; word < idWords; word++) {
      if (block.words[at * idWords + word] !== this.#scratchWords[word]) return false
    }
    return true
  }

  handle(number: number): BlobHandle {
    const block = this.#block(number)
    const at = number % entriesPerBlock
    const isTree = ((block.packs[at] ?? 0) & treeBit) !== 0
    return { type: isTree ? 'tree' : 'data', id: block.ids.toString('hex', at * 32, at * 32 + 32) }
  }

  entry(number: number): TableEntry {
    const block = this.#block(number)
    const at = number % entriesPerBlock
    return {
      pack: (block.packs[at] ?? 0) & numberMask,
      offset: block.offsets[at] ?? 0,
      length: block.lengths[at] ?? 0,
      uncompressedLength: block.uncompressedLengths[at] ?? 0,
    }
  }

  #block(number: number): Block {
    const block = this.#blocks[Math.floor(number / entriesPerBlock)]
    if (block === undefined) throw new RangeError(`no entry ${number}`)
    return block
  }

  #insertSlot(number: number, hash: number): void {
    const slotMask = this.#slots.length - 1
    let slot = hash & slotMask
    while (this.#slots[slot] !== 0) slot = (slot + 1) & slotMask
    this.#slots[slot] = number + 1
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2)
    for (let number = 0; number < this.#size; number++) {
      this.#insertSlot(number, this.#block(number).words[(number % entriesPerBlock) * idWords] ?? 0)
    }
  }
}

function newBlock(): Block {
  const ids = Buffer.alloc(entriesPerBlock * 32)
  return {
    ids,
    words: new Uint32Array(ids.buffer, ids.byteOffset, entriesPerBlock * idWords),
    packs: new Uint32Array(entriesPerBlock),
    offsets: new Uint32Array(entriesPerBlock),
    lengths: new Uint32Array(entriesPerBlock),
    uncompressedLengths: new Uint32Array(entriesPerBlock),
  }
}
