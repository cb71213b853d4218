import { describe, expect, it } from 'vitest'
import { generatePassword, passwordStrength } from './password.ts'

describe('the password of a repository', () => {
  it('is judged by length, variety and repetition', () => {
    expect(passwordStrength('')).toBe('empty')
    expect(passwordStrength('abc')).toBe('short')
    expect(passwordStrength('aaaaaaaaaaaaaaaa')).toBe('weak')
    expect(passwordStrength('password')).toBe('weak')
    expect(passwordStrength('correct horse 1')).toBe('good')
    expect(passwordStrength('correct horse battery staple')).toBe('strong')
  })

  it('is generated strong, readable from paper and never the same', () => {
    const made = Array.from({ length: 200 }, () => generatePassword())
    expect(new Set(made).size).toBe(200)
    for (const password of made) {
      expect(password).toMatch(/^[a-hj-km-np-z2-9]{4}(?:-[a-hj-km-np-z2-9]{4}){5}$/)
      expect(passwordStrength(password)).toBe('strong')
    }
  })

  it('takes each letter with the same probability', () => {
    const bytes = Array.from({ length: 256 }, (_, index) => index)
    let next = 0
    const password = generatePassword((into) => into.map(() => bytes[next++ % 256] ?? 0))
    expect(password).toBe('abcd-efgh-jkmn-pqrs-tuvw-xyz2')
  })
})
