import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const place = /^\/\.well-known\/acme-challenge\/([\w-]{1,256})$/

/** What a certificate authority asks for to see that a name belongs to this server: files that certbot and others put there. */
export class ChallengeFiles {
  readonly #folder: string

  /** Without a folder there is no file. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** Whether a path is asked by a certificate authority. */
  isAsked(path: string): boolean {
    return path.startsWith('/.well-known/acme-challenge/')
  }

  /** The file under a path of an address, or null. */
  async find(path: string): Promise<Buffer | null> {
    const name = place.exec(path)?.[1]
    if (name === undefined || this.#folder === '') return null
    return readFile(join(this.#folder, name)).catch(() => null)
  }
}
