import { isAbsolute, normalize, parse, sep } from 'node:path'

/** A folder of the snapshot above or at a source. `path` is where it lies on the machine. */
export interface SourceFolder {
  readonly path: string
  readonly name: string
  /** A source itself: everything below belongs to the backup. Otherwise only `children` do. */
  isSource: boolean
  readonly children: Map<string, SourceFolder>
}

/** The one spelling of a source: absolute, with `/`, without `.`, `..` and a slash at the end. Fails with a RangeError when it is relative. */
export function cleanSource(source: string): string {
  if (!isAbsolute(source)) throw new RangeError(`a source must be an absolute path: ${source}`)
  const { root } = parse(source)
  const clean = normalize(source)
  const ended = clean.length > root.length && clean.endsWith(sep) ? clean.slice(0, -1) : clean
  return ended.replaceAll(sep, '/')
}

/** Arranges clean sources as the root tree of a snapshot holds them: with their full paths, `C:/x` as `/C/x`. */
export function arrangeSources(sources: readonly string[]): SourceFolder {
  const root: SourceFolder = { path: '/', name: '', isSource: false, children: new Map() }
  for (const source of sources) {
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
  const volume = parse(source).root.replaceAll(sep, '/')
  const names = source.slice(volume.length).split('/')
  const steps = names.map((name, position) => ({ name, path: volume + names.slice(0, position + 1).join('/') }))
  const below = steps.filter((step) => step.name !== '')
  return volume === '/' ? below : [{ name: volume.slice(0, 1), path: volume }, ...below]
}
