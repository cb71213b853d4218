import { readFile } from 'node:fs/promises'
import { resourcePath } from '#main/platform/resources.ts'

let loaded: Promise<ReadonlySet<string>> | null = null

/** Passwords that everybody tries first, in lower case; read at the first use. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  loaded ??= readFile(resourcePath('common-passwords.txt'), 'utf8').then(
    (text) => new Set(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))),
  )
  return loaded
}
