import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** Relative paths whose kind, mode, time or content differ between two folders; empty when they are equal. */
export async function compareFolders(left: string, right: string, at = ''): Promise<string[]> {
  const names = new Set([...(await readdir(join(left, at))), ...(await readdir(join(right, at)))])
  const found: string[] = []
  for (const name of [...names].sort()) {
    const path = join(at, name)
    if (!(await isEqual(join(left, path), join(right, path)))) found.push(path)
    else if ((await lstat(join(left, path))).isDirectory()) found.push(...(await compareFolders(left, right, path)))
  }
  return found
}

async function isEqual(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([status(left), status(right)])
  if (!a || !b || a.mode !== b.mode) return false
  if (a.isSymbolicLink()) return (await readlink(left)) === (await readlink(right))
  if (!a.isFile()) return true
  return a.mtimeMs === b.mtimeMs && a.size === b.size && (await readFile(left)).equals(await readFile(right))
}

async function status(path: string) {
  try {
    return await lstat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
