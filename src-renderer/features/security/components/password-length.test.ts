import { describe, expect, it } from 'vitest'
import { minimumPasswordLength, newPasswordOf, newPasswordSchema, passwordLength } from './password-length.ts'

describe('the length of a password', () => {
  it('counts characters as a person does', () => {
    expect(passwordLength('夕焼けの蔵')).toBe(5)
    expect(passwordLength('🔑🔑')).toBe(2)
    expect(passwordLength('が')).toBe(passwordLength('か\u3099'))
  })

  it('may be shorter with a second factor, and never longer than the program takes', () => {
    expect(newPasswordSchema.safeParse('a'.repeat(14)).success).toBe(false)
    expect(newPasswordSchema.safeParse('a'.repeat(15)).success).toBe(true)
    expect(newPasswordOf(minimumPasswordLength(true)).safeParse('a'.repeat(12)).success).toBe(true)
    expect(newPasswordSchema.safeParse('🔑'.repeat(256)).success).toBe(true)
    expect(newPasswordSchema.safeParse('a'.repeat(257)).success).toBe(false)
  })
})
