import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DocumentSet } from './document-set.ts'
import { packPostings, unpackPostings } from './postings.ts'

describe('packed document numbers', () => {
  it('come back as they were, many or few', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(65_535), { maxLength: 2000 }), fc.nat(65_535), (some, filled) => {
        const all = [...new Set([...some, ...Array.from({ length: filled }, (_, index) => index)])].sort(
          (a, b) => a - b,
        )
        const packed = packPostings(all, 65_536)
        expect(packed.length).toBeLessThanOrEqual(8193)
        const set = new DocumentSet(65_536)
        unpackPostings(packed, set)
        expect(set.count()).toBe(all.length)
        expect(all.every((document) => set.has(document))).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  it('that are damaged bring no number beyond the size', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        const set = new DocumentSet(64)
        unpackPostings(bytes, set)
        expect(set.toArray().every((document) => document < 64)).toBe(true)
      }),
    )
  })
})
