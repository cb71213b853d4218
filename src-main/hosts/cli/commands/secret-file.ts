import { readFile } from 'node:fs/promises'
import { wrongFlag } from '../flags.ts'

/** The first line of a file that a flag names. */
export async function firstLineOf(flag: string, file: string): Promise<string> {
  try {
    const [line = ''] = (await readFile(file, 'utf8')).split(/\r?\n/, 1)
    return line
  } catch (cause) {
    throw wrongFlag(flag, file, 'a readable file', { cause })
  }
}
