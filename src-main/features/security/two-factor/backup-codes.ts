import { randomInt } from 'node:crypto'
import { newId } from '#main/platform/identifiers.ts'
import type { Pepper } from '../passwords/pepper.ts'

export const backupCodesAtOnce = 10

/** Crockford's base 32: no I, L, O and U, so that nothing is misread. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 8

/** A code as it is stored. */
export interface StoredCode {
  readonly id: string
  readonly codeHash: string
}

export function newBackupCode(): string {
  const letters = Array.from({ length: codeLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** The letters of a code however it was typed, or null when it cannot be one. */
export function readBackupCode(typed: string): string | null {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters) ? letters : null
}

/** Forty bits could be guessed from a plain hash: the key lies outside the database. */
export async function hashesOfBackupCode(pepper: Pepper, userId: string, letters: string): Promise<string[]> {
  const value = Buffer.from(`${userId}\0${letters}`)
  const hashes: string[] = []
  for (const id of await pepper.ids()) {
    const mac = await pepper.mac(id, 'backup-code', value)
    if (mac !== null) hashes.push(`${id}:${Buffer.from(mac).toString('hex')}`)
  }
  return hashes
}

/** Ten codes to show once, and what is stored of them. */
export async function makeBackupCodes(
  pepper: Pepper,
  userId: string,
): Promise<{ codes: string[]; stored: StoredCode[] }> {
  const made = new Set<string>()
  while (made.size < backupCodesAtOnce) made.add(newBackupCode())
  const codes = [...made]
  const currentId = await pepper.currentId()
  const stored: StoredCode[] = []
  for (const code of codes) {
    const hashes = await hashesOfBackupCode(pepper, userId, readBackupCode(code) ?? '')
    const codeHash = hashes.find((hash) => hash.startsWith(`${currentId}:`))
    if (codeHash === undefined) throw new Error('the current pepper is gone')
    stored.push({ id: newId(), codeHash })
  }
  return { codes, stored }
}
