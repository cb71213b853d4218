import { isAbsolute, parse, posix } from 'node:path'

/** A folder of the snapshot above or at a source. `path` is where it lies on the machine. */
export interface SourceFolder {
  readonly path: string
  readonly name: string
  /** A source itself: everything below belongs to the backup. Otherwise only `children` do. */
  isSource: boolean
  readonly children: Map<string, SourceFolder>
}

/**
 * Arranges absolute sources as the root tree of a snapshot holds them: with their full paths, `C:\x` as `/C/x`.
 * Fails with a RangeError for a path that is not absolute.
 */
export function arrangeSources(sources: readonly string[]): SourceFolder {
  const root: SourceFolder = { path: '/', name: '', isSource: false, children: new Map() }
  for (const source of sources) {
    if (!isAbsolute(source)) throw new RangeError(`a source must be an absolute path: ${source}`)
    let folder = root
    for (const step of stepsTo(source)) folder = childOf(folder, step)
    folder.isSource = true
  }
  return root
}

function childOf(folder: SourceFolder, { name, path }: { name: string; path: string }): SourceFolder {
  const known = folder.children.get(name)
  if (known !== undefined) return known
  const child: SourceFolder = { path, name, isSource: false, children: new Map() }
  folder.children.set(name, child)
  return child
}

function stepsTo(source: string): { name: string; path: string }[] {
  const volume = parse(source).root.replaceAll('\\', '/')
  const normalized = posix.normalize(source.replaceAll(volume === '/' ? /$^/g : /\\/g, '/'))
  const names = normalized
    .slice(volume.length)
    .split('/')
    .filter((name) => name !== '')
  const steps = names.map((name, position) => ({ name, path: volume + names.slice(0, position + 1).join('/') }))
  return volume === '/' ? steps : [{ name: volume.slice(0, 1), path: volume }, ...steps]
}
