import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** `<folder>/<stem><extension>`, with a number behind the stem when the name is taken. The folder exists. */
export async function unusedPath(folder: string, stem: string, extension = ''): Promise<string> {
  const taken = new Set(await readdir(folder))
  for (let number = 1; ; number += 1) {
    const name = `${number === 1 ? stem : `${stem}-${number}`}${extension}`
    if (!taken.has(name)) return path.join(folder, name)
  }
}

/** A moment as part of a file name, to the second, in UTC. */
export function timeInName(time: Date): string {
  return time.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
