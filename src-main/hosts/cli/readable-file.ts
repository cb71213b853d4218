import { readFile } from 'node:fs/promises'
import { wrongFlag } from './flags.ts'

/** The text of a file that was named on the command line; one that cannot be read is a usage error that names it. */
export async function readNamedFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw wrongFlag('FILE', path, 'a readable file', { cause: error })
  }
}
