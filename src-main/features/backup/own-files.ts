import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { StorageStatus } from '#main/storage/storage.ts'
import { isInside } from './paths.ts'

const lookUpLimitMs = 1000

/**
 * The files of the database this program has open. A run must never read or replace them: closing any descriptor of such
 * a file drops the locks SQLite holds on it, and the copy would be torn. The copies the program makes of it are safe.
 */
export function liveDatabaseFiles({ engine, location }: StorageStatus): string[] {
  return engine === 'sqlite' ? ['', '-wal', '-shm', '-journal'].map((ending) => location + ending) : []
}

/** Patterns that leave out exactly these files or folders, by the way each source leads to them. */
export async function excludesOf(ownPaths: readonly string[], sources: readonly string[]): Promise<string[]> {
  const patterns = sources.map(async (source) => {
    const ways = await waysBelow(source, ownPaths)
    return ways.map((way) => literalPattern(join(resolve(source), way)))
  })
  return [...new Set((await Promise.all(patterns)).flat())]
}

/** How a folder leads down to each of the paths, links included; for paths elsewhere there is no way. */
export async function waysBelow(folder: string, paths: readonly string[]): Promise<string[]> {
  const realFolder = await reached(resolve(folder))
  const real = await Promise.all(paths.map(realPathOf))
  return real
    .filter((path) => path !== realFolder && isInside(path, realFolder))
    .map((path) => relative(realFolder, path))
}

/** The real path of something that need not exist yet, such as a log of the database. */
async function realPathOf(path: string): Promise<string> {
  const found = await reached(path)
  return found === path ? join(await reached(dirname(path)), basename(path)) : found
}

/** A dead share answers nothing: it is left as it is written, and the walk will say what is wrong with it. */
function reached(path: string): Promise<string> {
  return Promise.race([realpath(path).catch(() => path), wait(lookUpLimitMs, path, { ref: false })])
}

/** On Windows a backslash separates and cannot escape; there only brackets may stand in names. */
function literalPattern(path: string): string {
  return sep === '\\' ? path.replaceAll('[', '?') : path.replace(/[\\[\]*?]/g, '\\$&')
}
