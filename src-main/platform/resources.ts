import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Path of something that belongs to the installation, such as `resources/x` or `dist/renderer`: beside the sources in a
 * checkout, beside `dist` in a build. Null where the installation lacks it.
 */
export function installedPath(name: string): string | null {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, name)
    if (existsSync(candidate)) return candidate
    if (folder === dirname(folder)) return null
  }
}

/** Path of a file in the program's `resources` folder. Fails when the installation is incomplete. */
export function resourcePath(name: string): string {
  const found = installedPath(join('resources', name))
  if (found === null) throw new Error(`the installation lacks resources/${name}`)
  return found
}
