/** Numbers of documents below a fixed size, one bit each. */
export class DocumentSet {
  readonly size: number
  readonly #words: Uint32Array

  constructor(size: number, words = new Uint32Array(Math.ceil(size / 32))) {
    this.size = size
    this.#words = words
  }

  /** Every number below the size. */
  static all(size: number): DocumentSet {
    const set = new DocumentSet(size)
    set.#words.fill(0xffffffff)
    if (size % 32 !== 0) set.#words[set.#words.length - 1] = 2 ** (size % 32) - 1
    return set
  }

  add(document: number): void {
    const word = document >>> 5
    this.#words[word] = (this.#words[word] ?? 0) | (1 << (document & 31))
  }

  delete(document: number): void {
    const word = document >>> 5
    this.#words[word] = (this.#words[word] ?? 0) & ~(1 << (document & 31))
  }

  has(document: number): boolean {
    return (((this.#words[document >>> 5] ?? 0) >>> (document & 31)) & 1) === 1
  }

  /** Keeps what is in both. */
  intersect(other: DocumentSet): void {
    for (let word = 0; word < this.#words.length; word += 1) {
      this.#words[word] = (this.#words[word] ?? 0) & (other.#words[word] ?? 0)
    }
  }

  /** Adds what is in the other. */
  unite(other: DocumentSet): void {
    for (let word = 0; word < this.#words.length; word += 1) {
      this.#words[word] = (this.#words[word] ?? 0) | (other.#words[word] ?? 0)
    }
  }

  /** Takes away what is in the other. */
  subtract(other: DocumentSet): void {
    for (let word = 0; word < this.#words.length; word += 1) {
      this.#words[word] = (this.#words[word] ?? 0) & ~(other.#words[word] ?? 0)
    }
  }

  get isEmpty(): boolean {
    return this.#words.every((word) => word === 0)
  }

  /** The numbers in ascending order. */
  toArray(): Uint32Array {
    const found = new Uint32Array(this.count())
    let at = 0
    for (let word = 0; word < this.#words.length; word += 1) {
      for (let bits = this.#words[word] ?? 0; bits !== 0; bits &= bits - 1) {
        found[at] = word * 32 + 31 - Math.clz32(bits & -bits)
        at += 1
      }
    }
    return found
  }

  count(): number {
    let total = 0
    for (const word of this.#words) {
      let bits = word - ((word >>> 1) & 0x55555555)
      bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
      total += (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
    }
    return total
  }

  /** The bits as they lie in memory, little-endian. */
  toBytes(): Uint8Array {
    return new Uint8Array(this.#words.buffer, this.#words.byteOffset, this.#words.byteLength)
  }

  /** Adds the bits that `toBytes` gave. */
  uniteBytes(bytes: Uint8Array): void {
    const own = this.toBytes()
    const length = Math.min(own.length, bytes.length)
    for (let index = 0; index < length; index += 1) own[index] = (own[index] ?? 0) | (bytes[index] ?? 0)
  }
}
