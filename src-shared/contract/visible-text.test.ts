import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { visibleText } from './visible-text.ts'

const dangerous = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

describe('text shown to people', () => {
  it.each([
    ['a\r\nb', 'a\\u000d\\u000ab'],
    ['\u001b[31m\u009b1A\u007f', '\\u001b[31m\\u009b1A\\u007f'],
    ['\u202ecod.exe\u2066x\u2069', '\\u202ecod.exe\\u2066x\\u2069'],
    ['a\u2028b\u0000', 'a\\u2028b\\u0000'],
  ])('shows %j instead of doing what it says', (text, shown) => {
    expect(visibleText(text)).toBe(shown)
  })

  it.each(['山田 太郎', 'ｶﾅ', '👩‍🔧', 'عربي', 'a\tb', 'C:\\新しい'])('leaves %s as it is', (text) => {
    expect(visibleText(text)).toBe(text)
  })

  it('is one line without controls, whatever it was, and shown twice it is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const shown = visibleText(text)
        expect(shown.replaceAll('\t', '')).not.toMatch(dangerous)
        expect(visibleText(shown)).toBe(shown)
      }),
    )
  })

  it('keeps the meaning of JSON', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        expect(JSON.parse(visibleText(JSON.stringify(JSON.parse(json))))).toEqual(JSON.parse(json))
      }),
    )
  })
})
