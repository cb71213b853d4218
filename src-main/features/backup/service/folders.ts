import { access, constants, readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '#shared/contract/errors.ts'

const shownAtMost = 2_000

export interface FolderListing {
  path: string
  parent: string | null
  entries: { name: string; path: string; isFolder: boolean; readable: boolean }[]
  truncated: boolean
}

/** The content of a folder of this machine, folders first; the home folder unless told. */
export async function listFolder(input: {
  readonly path?: string | undefined
  readonly showHidden: boolean
}): Promise<FolderListing> {
  const path = resolve(input.path ?? homedir())
  const all = await read(path)
  const wanted = all.filter((entry) => input.showHidden || !entry.name.startsWith('.'))
  const entries = await Promise.all(
    wanted.slice(0, shownAtMost).map(async (entry) => {
      const own = join(path, entry.name)
      const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToFolder(own)))
      return { name: entry.name, path: own, isFolder, readable: await isReadable(own, isFolder) }
    }),
  )
  const byName = new Intl.Collator('ja', { numeric: true }).compare
  entries.sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || byName(a.name, b.name))
  return {
    path,
    parent: dirname(path) === path ? null : dirname(path),
    entries,
    truncated: wanted.length > shownAtMost,
  }
}

async function read(path: string) {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (error) {
    throw new AppError('NOT_FOUND', { resource: 'readable-folder', id: path }, { cause: error })
  }
}

async function leadsToFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

async function isReadable(path: string, isFolder: boolean): Promise<boolean> {
  try {
    await access(path, isFolder ? constants.R_OK | constants.X_OK : constants.R_OK)
    return true
  } catch {
    return false
  }
}
