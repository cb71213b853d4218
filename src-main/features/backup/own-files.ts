import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { StorageStatus } from '#main/storage/storage.ts'
import { isInside } from './paths.ts'

const lookUpLimitMs = 1000

/**
 * The files of the database this program has open. A run must never read them: closing any descriptor of such a file
 * drops the locks SQLite holds on it, and the copy would be torn. The copies the program makes of it are safe to take.
 */
export function liveDatabaseFiles({ engine, location }: StorageStatus): string[] {
  return engine === 'sqlite' ? ['', '-wal', '-shm', '-journal'].map((ending) => location + ending) : []
}

/** Patterns that leave out exactly these files or folders, by the way each source leads to them, links included. */
export async function excludesOf(ownPaths: readonly string[], sources: readonly string[]): Promise<string[]> {
  const real = await Promise.all(ownPaths.map(realPathOf))
  const patterns = await Promise.all(
    sources.map(async (source) => {
      const realSource = await reached(resolve(source))
      return real
        .filter((path) => path !== realSource && isInside(path, realSource))
        .map((path) => literalPattern(join(resolve(source), relative(realSource, path))))
    }),
  )
  return [...new Set(patterns.flat())]
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
