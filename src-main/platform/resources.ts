import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Path of a file in the program's `resources` folder: beside the sources in a checkout, beside `dist` in a build.
 * Fails when the installation is incomplete.
 */
export function resourcePath(name: string): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources', name)
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) throw new Error(`the installation lacks resources/${name}`)
  }
}
