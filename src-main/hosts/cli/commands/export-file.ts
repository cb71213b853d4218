import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { wrongFlag } from '../flags.ts'

/** A file that appears as a whole or not at all. */
export interface ExportFile {
  write(text: string): void
  /** Puts it in its place once the disk has it; tells its size and hash. */
  keep(): { readonly sizeBytes: number; readonly sha256: string }
  /** Removes what was written, unless it was kept. */
  discard(): void
}

/** Writes at once, so that whoever sends pieces faster than the disk takes them waits. */
export function openExportFile(file: string): ExportFile {
  const temporary = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}`)
  const descriptor = open(temporary, file)
  const hash = createHash('sha256')
  let sizeBytes = 0
  let isOpen = true
  const close = () => {
    if (isOpen) closeSync(descriptor)
    isOpen = false
  }
  return {
    write: (text) => {
      const bytes = Buffer.from(text, 'utf8')
      hash.update(bytes)
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at)
      sizeBytes += bytes.length
    },
    keep: () => {
      fsyncSync(descriptor)
      close()
      renameSync(temporary, file)
      return { sizeBytes, sha256: hash.digest('hex') }
    },
    discard: () => {
      close()
      rmSync(temporary, { force: true })
    },
  }
}

function open(temporary: string, file: string): number {
  try {
    return openSync(temporary, 'wx', 0o600)
  } catch (cause) {
    throw wrongFlag('FILE', file, 'a place one can write to', { cause })
  }
}
