import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newSecret } from '../random-secret.ts'
import { newLetterCode, normalizeSecret } from './letter-code.ts'

describe('codes of letters', () => {
  it('are six groups of four letters that cannot be mistaken for others, never twice the same', () => {
    const codes = Array.from({ length: 1000 }, newLetterCode)
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(new Set(codes).size).toBe(1000)
  })

  it('are known again however they are typed', () => {
    const typings = [
      (code: string) => code.toLowerCase(),
      (code: string) => code.replaceAll('-', ''),
      (code: string) => ` ${code.replaceAll('-', ' ')}\n`,
      (code: string) => code.replaceAll('-', '−').replaceAll('−', '–'),
      (code: string) => code.replaceAll('0', 'O').replaceAll('1', 'l'),
      (code: string) => code.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
    ]
    fc.assert(
      fc.property(fc.constant(null).map(newLetterCode), fc.constantFrom(...typings), (code, typed) => {
        expect(normalizeSecret(typed(code))).toBe(code)
      }),
    )
  })

  it('leave the secrets of links as they are', () => {
    for (let n = 0; n < 200; n += 1) {
      const secret = newSecret()
      expect(normalizeSecret(` ${secret}\n`)).toBe(secret)
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        expect(normalizeSecret(normalizeSecret(typed))).toBe(normalizeSecret(typed))
      }),
    )
  })
})
