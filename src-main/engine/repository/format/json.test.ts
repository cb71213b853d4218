import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from './json-parse.ts'
import { jsonString, jsonStringOfBytes, jsonValue } from './json-text.ts'

describe('JSON strings', () => {
  it('escape what Go escapes and nothing else', () => {
    expect(jsonString('<>&\u2028\u2029"\\\n\r\t\b\f\u0001\u001f')).toBe(
      '"\\u003c\\u003e\\u0026\\u2028\\u2029\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u001f"',
    )
    expect(jsonString('/\u007f\u0085\u00a0é蔵😀\ufffd')).toBe('"/\u007f\u0085\u00a0é蔵😀\ufffd"')
  })

  it('replace bytes that are no UTF-8 by an escape, and keep a real replacement character', () => {
    expect(jsonStringOfBytes(Buffer.from('61ffefbfbd80', 'hex'))).toBe('"a\\ufffd\ufffd\\ufffd"')
    expect(jsonString('a\ud800b')).toBe('"a\\ufffdb"')
  })

  it('are read back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(JSON.parse(jsonString(text))).toBe(text)
      }),
    )
  })
})

describe('reading JSON', () => {
  const parse = (text: string) => parseJson(Buffer.from(text))

  it('keeps every digit of 64-bit numbers', () => {
    expect(parse('{"inode":18446744073709551615,"n":[-9223372036854775808,1],"s":12}')).toEqual({
      inode: 18446744073709551615n,
      n: [-9223372036854775808n, 1],
      s: 12,
    })
  })

  it('leaves digits inside strings and numbers with a fraction alone', () => {
    expect(parse('{"a":":18446744073709551615","b":18446744073709551615,"c":1.5000000000000000000}')).toEqual({
      a: ':18446744073709551615',
      b: 18446744073709551615n,
      c: 1.5,
    })
    expect(parse('{"a\\":18446744073709551615":18446744073709551616}')).toEqual({
      'a":18446744073709551615': 18446744073709551616n,
    })
  })

  it('writes again what it read', () => {
    const text = '{"b":[1,-2,{"x":null,"y":true}],"a":18446744073709551615,"s":"\\u003c"}'
    expect(jsonValue(parse(text))).toBe(text)
  })

  it('fails on what is no JSON', () => {
    expect(() => parse('{"a":')).toThrow(SyntaxError)
    expect(() => parse('{"a":18446744073709551615')).toThrow(SyntaxError)
  })
})
