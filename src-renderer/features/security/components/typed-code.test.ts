import { describe, expect, it } from 'vitest'
import { isWholeCode, typedCode } from './typed-code.ts'

describe('a code that was typed', () => {
  it('is read as it was meant', () => {
    expect(typedCode(' 123 456 ')).toBe('123456')
    expect(typedCode('１２３４５６')).toBe('123456')
    expect(typedCode('ab7k\u2011q2mn')).toBe('AB7K-Q2MN')
    expect(typedCode('ａｂ７ｋーｑ２ｍｎ')).toBe('AB7K-Q2MN')
    expect(typedCode('123\u200b456\n')).toBe('123456')
  })

  it('is whole with six digits', () => {
    expect(isWholeCode('012345')).toBe(true)
    for (const code of ['12345', '1234567', 'AB7K-Q2MN', '12345a']) expect(isWholeCode(code)).toBe(false)
  })
})
