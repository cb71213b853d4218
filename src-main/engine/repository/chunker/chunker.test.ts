import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunkerLimits, createChunker } from './chunker.ts'

const polynomial = 0x3da3358b4dc173n

/** Bytes that look random but are the same in every run. */
function pseudoRandom(size: number, seed: string): Buffer {
  const blocks: Buffer[] = []
  for (let i = 0; i * 32 < size; i++) blocks.push(createHash('sha256').update(`${seed}${i}`).digest())
  return Buffer.concat(blocks).subarray(0, size)
}

/** The digest of 64 bytes by the definition: a polynomial over GF(2), reduced. */
function digest(window: Uint8Array): bigint {
  let value = BigInt(`0x${Buffer.from(window).toString('hex')}`)
  for (let bit = value.toString(2).length - 1; bit >= 53; bit--) {
    if ((value >> BigInt(bit)) & 1n) value ^= polynomial << BigInt(bit - 53)
  }
  return value
}

const data = pseudoRandom(12_000_000, 'chunks')
const cuts = createChunker(polynomial).push(data)

describe('the chunker', () => {
  it('cuts content without structure at every minimum', () => {
    expect(createChunker(polynomial).push(new Uint8Array(2_097_152 + 5))).toEqual([
      524_288, 1_048_576, 1_572_864, 2_097_152,
    ])
  })

  it('cuts where the low 20 bits of the digest of the last 64 bytes are zero', () => {
    expect(cuts.length).toBeGreaterThan(3)
    for (const cut of cuts) {
      expect(digest(data.subarray(cut - 64, cut)) & 0xfffffn).toBe(0n)
    }
  })

  it('misses no earlier place to cut', () => {
    const [first = 0] = cuts
    for (let end = chunkerLimits.minBytes; end < Math.min(first, chunkerLimits.minBytes + 3000); end++) {
      expect(digest(data.subarray(end - 64, end)) & 0xfffffn).not.toBe(0n)
    }
  })

  it('keeps to the smallest and the largest size', () => {
    const sizes = cuts.map((cut, index) => cut - (cuts[index - 1] ?? 0))
    for (const size of sizes) {
      expect(size).toBeGreaterThanOrEqual(chunkerLimits.minBytes)
      expect(size).toBeLessThanOrEqual(chunkerLimits.maxBytes)
    }
  })

  it('cuts at the largest size when nothing else cuts', () => {
    const period = Buffer.alloc(64, 0xa7)
    period[3] = 1
    const monotonous = Buffer.alloc(20_000_000, period)
    expect(createChunker(polynomial).push(monotonous)).toEqual([8_388_608, 16_777_216])
  })

  it('cuts alike however the stream is divided into buffers', () => {
    const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 900_000 })), {
      minLength: 1,
    })
    const chunker = createChunker(polynomial)
    fc.assert(
      fc.property(sizes, (pieces) => {
        chunker.reset()
        const found: number[] = []
        let at = 0
        for (let turn = 0; at < data.length; turn++) {
          const isLast = turn === pieces.length
          const end = isLast ? data.length : Math.min(data.length, at + (pieces[turn] ?? 1))
          const start = at
          found.push(...chunker.push(data.subarray(at, end)).map((cut) => start + cut))
          at = end
        }
        expect(found).toEqual(cuts)
      }),
      { numRuns: 30 },
    )
  })

  it('cuts alike in buffers of one byte around the first places to cut', () => {
    const chunker = createChunker(polynomial)
    const [first = 0] = cuts
    expect(chunker.push(data.subarray(0, first - 300))).toEqual([])
    const found = Array.from(
      { length: 300 },
      (_, i) => chunker.push(data.subarray(first - 300 + i, first - 299 + i)).length,
    )
    expect(found.indexOf(1)).toBe(299)
  })

  it('begins afresh after a reset', () => {
    const chunker = createChunker(polynomial)
    chunker.push(data.subarray(0, 700_000))
    chunker.reset()
    expect(chunker.push(data)).toEqual(cuts)
  })
})
