import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { unusedPath } from './unused-path.ts'

const unfinishedEnding = '.unfinished'
const leftoverAgeMs = 3_600_000

/**
 * Has `write` make a file or folder under another name and gives it its own, `<folder>/<label><extension>`, once it is
 * whole. What a killed copy left behind an hour ago or earlier is deleted.
 */
export async function writeWhole(
  folder: string,
  label: string,
  extension: string,
  write: (unfinished: string) => Promise<void>,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await removeLeftovers(folder)
  const target = await unusedPath(folder, label, extension)
  const unfinished = `${target}${unfinishedEnding}`
  try {
    await write(unfinished)
    await rename(unfinished, target)
    return target
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw error
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(unfinishedEnding))
  for (const name of names) {
    const leftover = path.join(folder, name)
    const { mtimeMs } = await stat(leftover)
    if (Date.now() - mtimeMs > leftoverAgeMs) await rm(leftover, { recursive: true, force: true })
  }
}
