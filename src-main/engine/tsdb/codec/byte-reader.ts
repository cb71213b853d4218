import { TsdbError } from '../errors.ts'

/** Reads what `ByteWriter` wrote; the end of the bytes where more are due is damage. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get at(): number {
    return this.#at
  }

  byte(): number {
    const value = this.#bytes[this.#at]
    if (value === undefined) throw new TsdbError('damaged', { reason: 'it ends too early' })
    this.#at += 1
    return value
  }

  unsigned(): number {
    const first = this.byte()
    if (first < 128) return first
    let value = first & 127
    for (let factor = 128; ; factor *= 128) {
      const next = this.byte()
      value += (next & 127) * factor
      if (next < 128) return value
      if (factor > 2 ** 49) throw new TsdbError('damaged', { reason: 'a number is too long' })
    }
  }

  signed(): number {
    const value = this.unsigned()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  bytes(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new TsdbError('damaged', { reason: 'it ends too early' })
    const values = this.#bytes.subarray(this.#at, this.#at + length)
    this.#at += length
    return values
  }

  /** A count of things of which each takes a byte at least once it is unpacked. */
  count(limit: number): number {
    const count = this.unsigned()
    if (count > limit) throw new TsdbError('damaged', { reason: `it claims to hold ${count}` })
    return count
  }
}
