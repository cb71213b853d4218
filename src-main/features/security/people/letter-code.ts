import { randomBytes } from 'node:crypto'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 24
const groupOf = 4
const mistaken: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' }

/** 120 random bits to be typed from paper: six groups of four, without letters that look like others. */
export function newLetterCode(): string {
  const code = Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('')
  return code.replace(/.{4}(?=.)/g, (group) => `${group}-`)
}

/** The one form in which a code is compared, however it was typed; other secrets stay as they are. */
export function normalizeSecret(typed: string): string {
  const text = typed.normalize('NFKC').trim()
  const code = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll(/[OIL]/g, (letter) => mistaken[letter] ?? letter)
  const isCode = code.length === length && [...code].every((letter) => letters.includes(letter))
  return isCode ? (code.match(new RegExp(`.{${groupOf}}`, 'g')) ?? []).join('-') : text
}
