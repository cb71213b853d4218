import { createCipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poly1305 } from './poly1305.ts'

const hex = (text: string) => Buffer.from(text, 'hex')

/** The definition of RFC 8439 in big integers: slow and plain. */
function slowPoly1305(r: Uint8Array, s: Uint8Array, message: Uint8Array): string {
  const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`)
  const clamped = number(r) & 0x0ffffffc0ffffffc0ffffffc0fffffffn
  let sum = 0n
  for (let at = 0; at < message.length; at += 16) {
    const block = message.subarray(at, at + 16)
    sum = ((sum + number(block) + (1n << BigInt(8 * block.length))) * clamped) % ((1n << 130n) - 5n)
  }
  const tag = (sum + number(s)) & ((1n << 128n) - 1n)
  return hex(tag.toString(16).padStart(32, '0')).reverse().toString('hex')
}

describe('poly1305', () => {
  it('gives the tag of RFC 8439, section 2.5.2', () => {
    const key = hex('85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b')
    const tag = poly1305(key.subarray(0, 16), key.subarray(16), [Buffer.from('Cryptographic Forum Research Group')])
    expect(Buffer.from(tag).toString('hex')).toBe('a8061dc1305136c6c22b8baf0c0127a9')
  })

  it.each([
    {
      message: 'f3f6',
      k: 'ec074c835580741701425b623235add6',
      r: '851fc40c3467ac0be05cc20404f3f700',
      nonce: 'fb447350c4e868c52ac3275cf9d4327e',
      tag: 'f4c633c3044fc145f84f335cb81953de',
    },
    {
      message: '',
      k: '75deaa25c09f208e1dc4ce6b5cad3fbf',
      r: 'a0f3080000f46400d0c7e9076c834403',
      nonce: '61ee09218d29b0aaed7e154a2c5509cc',
      tag: 'dd3fab2251f11ac759f0887129cc2ee7',
    },
    {
      message: '663cea190ffb83d89593f3f476b6bc24d7e679107ea26adb8caf6652d0656136',
      k: '6acb5f61a7176dd320c5c1eb2edcdc74',
      r: '48443d0bb0d21109c89a100b5ce2c208',
      nonce: 'ae212a55399729595dea458bc621ff0e',
      tag: '0ee1c16bb73f0f4fd19881753c01cdbe',
    },
    {
      message:
        'ab0812724a7f1e342742cbed374d94d136c6b8795d45b3819830f2c04491faf0990c62e48b8018b2c3e4a0fa3134cb67fa83e158c994d961c4cb21095c1bf9',
      k: 'e1a5668a4d5b66a5f68cc5424ed5982d',
      r: '12976a08c4426d0ce8a82407c4f48207',
      nonce: '9ae831e743978d3a23527c7128149e3a',
      tag: '5154ad0d2cb26e01274fc51148491f1b',
    },
  ])('gives the published Poly1305-AES tag $tag', ({ message, k, r, nonce, tag }) => {
    const s = createCipheriv('aes-128-ecb', hex(k), null).setAutoPadding(false).update(hex(nonce))
    expect(Buffer.from(poly1305(hex(r), s, [hex(message)])).toString('hex')).toBe(tag)
  })

  it('agrees with the definition for any key and length', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
    fc.assert(
      fc.property(bytes(16), bytes(16), fc.uint8Array({ maxLength: 300 }), (r, s, message) => {
        expect(Buffer.from(poly1305(r, s, [message])).toString('hex')).toBe(slowPoly1305(r, s, message))
      }),
    )
  })

  it('agrees with the definition where carries run through all limbs', () => {
    const ones = new Uint8Array(16).fill(0xff)
    for (const length of [15, 16, 17, 31, 32, 33, 48, 64, 65_535, 65_536, 65_537, 131_089]) {
      const message = new Uint8Array(length).fill(0xff)
      expect(Buffer.from(poly1305(ones, ones, [message])).toString('hex')).toBe(slowPoly1305(ones, ones, message))
    }
  })

  it('takes the message in pieces of whole blocks', () => {
    const [r, s, message] = [new Uint8Array(16).fill(3), new Uint8Array(16).fill(4), new Uint8Array(100).fill(5)]
    const pieces = [message.subarray(0, 48), message.subarray(48, 64), message.subarray(64)]
    expect(poly1305(r, s, pieces)).toEqual(poly1305(r, s, [message]))
    expect(() => poly1305(r, s, [message.subarray(0, 5), message])).toThrow(RangeError)
  })
})
