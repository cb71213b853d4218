import { readFile, stat } from 'node:fs/promises'
import type { Logger } from '#main/platform/logger.ts'
import { resourcePath } from '#main/platform/resources.ts'

const largestFileBytes = 32 * 1024 * 1024

let shipped: Promise<ReadonlySet<string>> | null = null

/** Passwords that everybody tries first, in lower case; read at the first use. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  shipped ??= readFile(resourcePath('common-passwords.txt'), 'utf8').then((text) => new Set(linesOf(text)))
  return shipped
}

/**
 * The shipped list together with the site's own file, which is read again when it has changed. A file that cannot be
 * read is told to the log: passwords are then measured by the shipped list.
 */
export class BlockList {
  readonly #file: () => string
  readonly #log: Pick<Logger, 'error'>
  #read: { readonly version: string; readonly passwords: ReadonlySet<string> } | null = null

  constructor(file: () => string, log: Pick<Logger, 'error'>) {
    this.#file = file
    this.#log = log
  }

  async passwords(): Promise<ReadonlySet<string>> {
    const common = await commonPasswords()
    const path = this.#file()
    if (path === '') return common
    try {
      return await this.#withFile(path, common)
    } catch (error) {
      this.#log.error('the file of forbidden passwords cannot be read', { path, error })
      return common
    }
  }

  async #withFile(path: string, common: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const { size, mtimeMs } = await stat(path)
    if (size > largestFileBytes) throw new Error(`larger than ${largestFileBytes} bytes`)
    const version = `${path}:${size}:${mtimeMs}`
    if (this.#read?.version !== version) {
      const own = linesOf(await readFile(path, 'utf8')).map((line) => line.normalize('NFC').toLowerCase())
      this.#read = { version, passwords: new Set([...common, ...own]) }
    }
    return this.#read.passwords
  }
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'))
}
