import { randomInt } from 'node:crypto'

/** Letters and digits that are not mistaken for each other (Crockford's base 32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const groups = 6
const groupLength = 5

/** A new code of 150 bits, in groups that one can read aloud. */
export function newRecoveryCode(): string {
  const group = () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: groups }, group).join('-')
}

/** The code as it was made, from what a person typed: lower case, without hyphens, O for 0, I or L for 1. */
export function normaliseRecoveryCode(typed: string): string {
  const plain = typed
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/[^0-9A-Z]/g, '')
  return plain.match(/.{1,5}/g)?.join('-') ?? ''
}
