import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCodec } from './codec.ts'

const { encode, decode } = createCodec()
const carried = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: false,
  withNullPrototype: false,
})

describe('the codec between the worlds', () => {
  it('carries whatever structured clone carries, unchanged', async () => {
    await fc.assert(
      fc.property(carried, (value) => {
        const cloned = structuredClone(value)
        expect(decode(encode(cloned))).toStrictEqual(cloned)
      }),
    )
  })

  it('works from its source alone, as in a page', () => {
    const codec = new Function(`return (${createCodec})()`)()
    const value = { number: -0, bytes: Uint8Array.from([0, 255]), missing: undefined, when: new Date(0) }
    expect(codec.decode(codec.encode(value))).toStrictEqual(value)
  })

  it('refuses what it would change', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    for (const value of [cyclic, () => 1, Symbol('x'), /x/, new Blob(['x'])]) expect(() => encode(value)).toThrow()
  })
})
