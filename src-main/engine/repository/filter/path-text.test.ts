import fc from 'fast-check'
import { expect, it } from 'vitest'
import { pathBytesOf, pathTextOf } from './path-text.ts'

it('turns any bytes into text and back without loss', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(new Uint8Array(pathBytesOf(pathTextOf(bytes)))).toEqual(bytes)
    }),
  )
})

it('keeps both Unicode forms of a Japanese name apart', () => {
  for (const name of ['が'.normalize('NFC'), 'が'.normalize('NFD')]) {
    expect(pathTextOf(Buffer.from(name))).toBe(name)
    expect(pathBytesOf(name)).toEqual(Buffer.from(name))
  }
})
