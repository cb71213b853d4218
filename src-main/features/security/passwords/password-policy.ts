import { AppError } from '#shared/contract/errors.ts'
import { passwordLimits } from '#shared/features/security/values.ts'

/** What a password must not be made of besides what everybody uses. */
export interface PasswordSurroundings {
  readonly common: ReadonlySet<string>
  /** Names of the user, the site and the product. */
  readonly words: readonly string[]
  readonly hasTwoFactor?: boolean
}

const productWords = [
  'kuraban',
  '蔵番',
  'restic',
  'backup',
  'バックアップ',
  'password',
  'パスワード',
  'administrator',
  'admin',
]
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
]

/** One way of writing for one password: what is hashed and compared. */
export function normalizePassword(password: string): string {
  return password.normalize('NFC')
}

/** Whether the normalised password is long enough for somebody who has, or has not, a second factor. */
export function suffices(password: string, hasTwoFactor: boolean): boolean {
  return [...password].length >= minimumLength(hasTwoFactor)
}

/** Fails with the code of the first rule broken; there are no rules of composition and no expiry. */
export function assertAcceptablePassword(password: string, surroundings: PasswordSurroundings): void {
  const { hasTwoFactor = false } = surroundings
  const { maximumLength } = passwordLimits
  if (!suffices(password, hasTwoFactor)) {
    throw new AppError('PASSWORD_TOO_SHORT', { minimumLength: minimumLength(hasTwoFactor) })
  }
  if ([...password].length > maximumLength) throw new AppError('PASSWORD_TOO_LONG', { maximumLength })
  if (isPredictable(password.toLowerCase(), surroundings)) throw new AppError('PASSWORD_COMMON', {})
}

function minimumLength(hasTwoFactor: boolean): number {
  return hasTwoFactor ? passwordLimits.minimumLengthWithTwoFactor : passwordLimits.minimumLength
}

function isPredictable(password: string, { common, words }: PasswordSurroundings): boolean {
  if (common.has(password) || isRepetition(password) || isRun(password)) return true
  const rest = [...words, ...productWords]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4 || /[^\p{ASCII}]/u.test(word))
    .sort((a, b) => b.length - a.length)
    .reduce((left, word) => left.replaceAll(word, ''), password)
  const letters = rest.replace(/[\d\p{P}\p{S}\s]/gu, '')
  return rest !== password && (letters.length < 5 || common.has(rest))
}

/** `abcabcabcabcabc`, `aaaaaaaaaaaaaaa`: a unit of at most a third of the whole, over and over. */
function isRepetition(password: string): boolean {
  for (let unit = 1; unit <= password.length / 3; unit += 1) {
    if (password.startsWith(password.slice(unit))) return true
  }
  return false
}

/** A way along the alphabet, the digits or the keyboard, there or back. */
function isRun(password: string): boolean {
  const backwards = [...password].reverse().join('')
  return runs.some((run) => (run + run).includes(password) || (run + run).includes(backwards))
}
