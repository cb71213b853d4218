import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AuthenticationError, decrypt, encrypt } from './cipher.ts'
import { createMasterKey } from './key-file.ts'

const keys = createMasterKey()

describe('encryption', () => {
  it('gives back every content', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (plain) => {
        const sealed = encrypt(keys, plain)
        expect(sealed.length).toBe(plain.length + 32)
        expect(Buffer.compare(decrypt(keys, sealed), plain)).toBe(0)
      }),
    )
  })

  it('refuses content in which any single bit has changed', () => {
    const sealed = encrypt(keys, Buffer.from('some content'))
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const changed = sealed.slice()
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(() => decrypt(keys, changed)).toThrow(AuthenticationError)
    }
  })

  it('refuses truncated content and other keys', () => {
    const sealed = encrypt(keys, Buffer.from('some content'))
    expect(() => decrypt(keys, sealed.subarray(0, 31))).toThrow(AuthenticationError)
    expect(() => decrypt(keys, sealed.subarray(0, -1))).toThrow(AuthenticationError)
    expect(() => decrypt(createMasterKey(), sealed)).toThrow(AuthenticationError)
  })

  it('takes a MAC key stored clamped and one stored unclamped for the same', () => {
    const clamped = keys.macR.slice()
    for (const [at, mask] of [
      [3, 15],
      [4, 252],
      [7, 15],
      [8, 252],
      [11, 15],
      [12, 252],
      [15, 15],
    ] as const) {
      clamped[at] = (clamped[at] ?? 0) & mask
    }
    const sealed = encrypt(keys, Buffer.from('x'))
    expect(decrypt({ ...keys, macR: clamped }, sealed).toString()).toBe('x')
  })

  it('never uses a nonce twice', () => {
    const nonces = Array.from({ length: 200 }, () =>
      Buffer.from(encrypt(keys, Buffer.of()).subarray(0, 16)).toString('hex'),
    )
    expect(new Set(nonces).size).toBe(nonces.length)
  })
})
