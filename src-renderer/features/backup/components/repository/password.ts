/** What a repository's password must have at least. */
export const shortestPassword = 8

export type PasswordStrength = 'empty' | 'short' | 'weak' | 'good' | 'strong'

/** Characters that nobody mixes up on paper: no 0 o 1 l i. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 6
const groupLength = 4

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u, /[\p{Lo}]/u]

/** Characters by code point, so that an emoji is one. */
export function passwordLength(password: string): number {
  return [...password].length
}

/** A rough estimate for kind words, from length, variety and repetition. It never refuses what is long enough. */
export function passwordStrength(password: string): PasswordStrength {
  const length = passwordLength(password)
  if (length === 0) return 'empty'
  if (length < shortestPassword) return 'short'
  const different = new Set(password).size
  const variety = kinds.filter((kind) => kind.test(password)).length
  const worth = Math.min(length, different * 2) * (1 + 0.25 * (variety - 1))
  return worth < 14 ? 'weak' : worth < 24 ? 'good' : 'strong'
}

/** A password of about 118 bits that can be read from paper: six groups of four. */
export function generatePassword(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> = (bytes) => crypto.getRandomValues(bytes),
): string {
  const usable = 256 - (256 % alphabet.length)
  let letters = ''
  while (letters.length < groups * groupLength)
    for (const byte of random(new Uint8Array(32)))
      if (byte < usable && letters.length < groups * groupLength) letters += alphabet.charAt(byte % alphabet.length)
  return (letters.match(/.{4}/g) ?? []).join('-')
}
