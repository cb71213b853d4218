import { readFile } from 'node:fs/promises'

/** Text of a file of the kernel; empty when it is not there, has gone in the meantime, or may not be read. */
export function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}
