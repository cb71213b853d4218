import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hashBlob, hashParts, openBlob, sealBlob } from './blob.ts'
import { compress, decompress, looksIncompressible } from './compression.ts'
import { createMasterKey } from './key-file.ts'

const keys = createMasterKey()
const text = Buffer.from('a line of a log that repeats itself\n'.repeat(5000))

describe('sealed blobs', () => {
  it.each(['off', 'auto', 'max'] as const)('come back unchanged with compression %s', (compression) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (plain) => {
        const { sealed, uncompressedLength } = sealBlob(keys, plain, compression)
        expect(Buffer.compare(openBlob(keys, sealed, uncompressedLength), plain)).toBe(0)
      }),
    )
  })

  it('are compressed when that helps, and say their plain length then', () => {
    const { sealed, uncompressedLength } = sealBlob(keys, text, 'auto')
    expect(uncompressedLength).toBe(text.length)
    expect(sealed.length).toBeLessThan(text.length / 100)
  })

  it('are stored raw when compression is off, when there is nothing in them and when nothing is gained', () => {
    expect(sealBlob(keys, text, 'off').uncompressedLength).toBe(0)
    expect(sealBlob(keys, new Uint8Array(), 'max').uncompressedLength).toBe(0)
    expect(sealBlob(keys, randomBytes(1000), 'auto').uncompressedLength).toBe(0)
    expect(sealBlob(keys, randomBytes(1_000_000), 'max').uncompressedLength).toBe(0)
  })

  it('are refused when the plain length is not the one promised', () => {
    const { sealed, uncompressedLength } = sealBlob(keys, text, 'auto')
    expect(() => openBlob(keys, sealed, uncompressedLength - 1)).toThrow()
    expect(() => openBlob(keys, sealed, uncompressedLength + 1)).toThrow()
  })
})

describe('the sample for incompressible content', () => {
  it('recognises random bytes of any size worth sampling', () => {
    for (const size of [65_536, 100_000, 1_500_000]) expect(looksIncompressible(randomBytes(size))).toBe(true)
  })

  it('lets text, base64, and random bytes mixed with text be compressed', () => {
    expect(looksIncompressible(text)).toBe(false)
    expect(looksIncompressible(Buffer.from(randomBytes(100_000).toString('base64')))).toBe(false)
    expect(looksIncompressible(Buffer.concat([randomBytes(100_000), text]))).toBe(false)
  })
})

describe('zstd frames', () => {
  it('are unpacked with and without knowing the length', () => {
    expect(Buffer.compare(decompress(compress(text)), text)).toBe(0)
    expect(Buffer.compare(decompress(compress(text), text.length), text)).toBe(0)
  })
})

it('hashes pieces as one', () => {
  expect(hashBlob(new Uint8Array(512 * 1024))).toBe('07854d2fef297a06ba81685e660c332de36d5d18d546927d30daad6d7fda1541')
  expect(hashParts([text.subarray(0, 10), text.subarray(10)])).toBe(hashBlob(text))
})
