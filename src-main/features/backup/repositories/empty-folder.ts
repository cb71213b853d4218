import { readdir } from 'node:fs/promises'
import { AppError } from '#shared/contract/errors.ts'
import type { RepositoryLocation } from '#shared/features/backup/values.ts'

/** What operating systems put into the root of a disk that a person would call empty. */
const harmless: ReadonlySet<string> = new Set([
  'lost+found',
  '.DS_Store',
  '.Trashes',
  '.fseventsd',
  'System Volume Information',
  '$RECYCLE.BIN',
])

/** A new repository never mixes with files that lie there already: the place must be missing or empty. */
export async function requireEmptyFolder({ path }: RepositoryLocation): Promise<void> {
  const names = await readdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR') throw new AppError('REPOSITORY_EXISTS', { location: path }, { cause: error })
    const reason = error.code ?? error.message
    throw new AppError('REPOSITORY_STORAGE_FAILED', { operation: 'list', file: path, reason }, { cause: error })
  })
  if (names.some((name) => !harmless.has(name))) throw new AppError('REPOSITORY_EXISTS', { location: path })
}
