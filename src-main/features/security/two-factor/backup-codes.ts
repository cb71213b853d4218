import { newId } from '#main/platform/identifiers.ts'
import { type CodeShape, newReadableCode, readReadableCode } from '#main/platform/readable-code.ts'
import type { Pepper } from '../passwords/pepper.ts'

export const backupCodesAtOnce = 10

const shape: CodeShape = { groups: 2, groupLength: 4 }

/** A code as it is stored. */
export interface StoredCode {
  readonly id: string
  readonly codeHash: string
}

export function newBackupCode(): string {
  return newReadableCode(shape)
}

/** The letters of a code however it was typed, or null when it cannot be one. */
export function readBackupCode(typed: string): string | null {
  return readReadableCode(typed, shape)?.replaceAll('-', '') ?? null
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
