import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from './format-error.ts'
import { jsonString } from './json-text.ts'
import { isPrintable } from './printable.ts'
import { quoteName, unquoteName } from './quoted-name.ts'

const golden: readonly (readonly [string, Buffer, string])[] = [
  ['characters of JSON and HTML', Buffer.from('a<&>"b\\c.txt'), 'a\\u003c\\u0026\\u003e\\\\\\"b\\\\\\\\c.txt'],
  ['a no-break space', Buffer.from('nb\u00a0sp'), 'nb\\\\u00a0sp'],
  ['bytes that are no UTF-8', Buffer.from('bad\xff\xfename', 'latin1'), 'bad\\\\xff\\\\xfename'],
  ['a tab', Buffer.from('tab\tx'), 'tab\\\\tx'],
  ['a line separator', Buffer.from('line\u2028sep'), 'line\\\\u2028sep'],
  ['a private character', Buffer.from('\ue000pua'), '\\\\ue000pua'],
  ['an emoji', Buffer.from('😀'), '😀'],
  ['Japanese in composed form', Buffer.from('蔵番ガ'), '蔵番ガ'],
  ['Japanese in decomposed form', Buffer.from('カ\u3099'), 'カ\u3099'],
  ['a replacement character', Buffer.from('\ufffd'), '\ufffd'],
]

describe('names of nodes', () => {
  it.each(golden)('write %s as restic does', (_title, name, json) => {
    expect(jsonString(quoteName(name))).toBe(`"${json}"`)
    expect(Buffer.from(unquoteName(quoteName(name)))).toEqual(name)
  })

  it('write control characters, DEL and what lies beyond the first plane as Go does', () => {
    expect(quoteName(Buffer.from('\x07\b\f\n\r\t\v\x00\x1b\x7f\u{10ffff}\u{e0001}\u200b'))).toBe(
      '\\a\\b\\f\\n\\r\\t\\v\\x00\\x1b\\x7f\\U0010ffff\\U000e0001\\u200b',
    )
    expect(quoteName(Buffer.from("it's"))).toBe("it's")
  })

  it('take surrogates, overlong forms and cut sequences for single bad bytes', () => {
    expect(quoteName(Buffer.from('eda080', 'hex'))).toBe('\\xed\\xa0\\x80')
    expect(quoteName(Buffer.from('c080', 'hex'))).toBe('\\xc0\\x80')
    expect(quoteName(Buffer.from('e8949a', 'hex').subarray(0, 2))).toBe('\\xe8\\x94')
    expect(quoteName(Buffer.from('f4908080', 'hex'))).toBe('\\xf4\\x90\\x80\\x80')
  })

  it('come back whatever their bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 255 }), (name) => {
        expect(Buffer.compare(unquoteName(quoteName(name)), name)).toBe(0)
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (codePoints) => {
        const name = Buffer.from(String.fromCodePoint(...codePoints))
        expect(Buffer.compare(unquoteName(quoteName(name)), name)).toBe(0)
      }),
    )
  })

  it('may be written by others in octal and in longer forms', () => {
    expect(Buffer.from(unquoteName('\\101\\x42\\u0043\\U00000044\\"\\\\')).toString()).toBe('ABCD"\\')
    expect(Buffer.from(unquoteName('\\377'))).toEqual(Buffer.of(0xff))
  })

  it.each(['a"b', 'a\nb', '\\', '\\q', "\\'", '\\x4', '\\400', '\\ud800', '\\U00110000', '\\12'])(
    'are refused when Go would refuse them: %j',
    (text) => {
      expect(() => unquoteName(text)).toThrow(FormatError)
    },
  )
})

describe('printable characters', () => {
  it('are those of Unicode 15.0', () => {
    const count = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter(isPrintable).length
    expect(count).toBe(148_998)
    expect(isPrintable(0x1fae8)).toBe(true)
    expect(isPrintable(0x1c89)).toBe(false)
    expect(isPrintable(0x20)).toBe(true)
    expect(isPrintable(0x3000)).toBe(false)
    expect(isPrintable(0xad)).toBe(false)
  })

  it('were all printable for JavaScript too', () => {
    const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u
    const lost = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint).filter(
      (codePoint) => isPrintable(codePoint) && !printable.test(String.fromCodePoint(codePoint)),
    )
    expect(lost).toEqual([])
  })
})
