import { describe, expect, it } from 'vitest'
import { commonPasswords } from './common-passwords.ts'
import { assertAcceptablePassword, normalizePassword } from './password-policy.ts'

const common = await commonPasswords()
const verdict = (password: string, words: readonly string[] = ['hanako']): string => {
  try {
    assertAcceptablePassword(normalizePassword(password), { common, words })
    return 'accepted'
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

describe('the password policy', () => {
  it.each([
    'correct horse battery staple',
    'とても長い合言葉をここに書いておきます',
    'x7Kq!mP2vR9tW4z',
    `${'あいうえおかきくけこ'.repeat(2)}さしすせそたちつてと`,
    ' leading and trailing spaces ',
  ])('accepts %s', (password) => {
    expect(verdict(password)).toBe('accepted')
  })

  it('counts characters, not bytes or halves of them', () => {
    expect(verdict('🗻🌊🎋🏯🍵🎏🎐🎑🏮🎎🎍🌸🍁❄')).toBe('PASSWORD_TOO_SHORT')
    expect(verdict('🗻🌊🎋🏯🍵🎏🎐🎑🏮🎎🎍🌸🍁❄🐉')).toBe('accepted')
  })

  it('refuses what is too short or too long, with the limit', () => {
    expect(verdict('short')).toBe('PASSWORD_TOO_SHORT')
    expect(verdict('x'.repeat(257))).toBe('PASSWORD_TOO_LONG')
  })

  it.each([
    'aaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'ABCDEFGHIJKLMNOP',
    '1234567890123456',
    '0987654321098765',
    'qwertyuiopasdfgh',
    'PasswordPassword1',
    'kuraban-kuraban-2026',
    'hanakohanako-2026!!',
    'administrator123456',
    [...common].find((password) => password.length >= 15) ?? '',
  ])('refuses %s, which others try first', (password) => {
    expect(verdict(password)).toBe('PASSWORD_COMMON')
  })

  it('treats both Unicode forms of a password as one', () => {
    expect(normalizePassword('パスワードがとても長い')).toBe(
      normalizePassword('パスワードがとても長い'.normalize('NFD')),
    )
  })
})
