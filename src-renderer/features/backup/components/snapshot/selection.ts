/** Something chosen in a snapshot. `path` is the quoted form. */
export interface Chosen {
  readonly path: string
  readonly display: string
  readonly isFolder: boolean
  readonly sizeBytes: number | null
}

/** What is chosen, by quoted path. A chosen folder stands for everything in it; nothing inside is listed beside it. */
export type Selection = ReadonlyMap<string, Chosen>

export type Tick = 'all' | 'some' | 'none'

export const emptySelection: Selection = new Map()

/** How many paths one restore takes. */
export const chosenAtMost = 10_000

export function parentOf(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut <= 0 ? '/' : path.slice(0, cut)
}

function* ancestorsOf(path: string): Generator<string> {
  for (let above = parentOf(path); ; above = parentOf(above)) {
    yield above
    if (above === '/') return
  }
}

/** The chosen folder that a path lies in, if any. */
export function coveringFolder(selection: Selection, path: string): string | null {
  for (const above of ancestorsOf(path)) if (selection.has(above)) return above
  return null
}

/** Folders in which something is chosen, but not all. */
export function partlyChosen(selection: Selection): ReadonlySet<string> {
  const folders = new Set<string>()
  for (const path of selection.keys())
    for (const above of ancestorsOf(path)) {
      if (folders.has(above)) break
      folders.add(above)
    }
  return folders
}

export function tickOf(selection: Selection, partly: ReadonlySet<string>, path: string): Tick {
  if (selection.has(path) || coveringFolder(selection, path) !== null) return 'all'
  return partly.has(path) ? 'some' : 'none'
}

function choose(selection: Selection, entry: Chosen): Selection {
  const inside = `${entry.path}/`
  const next = new Map([...selection].filter(([path]) => !path.startsWith(inside)))
  return next.set(entry.path, entry)
}

/** Replaces a chosen folder by its content without the way down to `path`. Null when a folder on the way is not known whole. */
function takeOut(
  selection: Selection,
  covering: string,
  path: string,
  contentOf: (folder: string) => readonly Chosen[] | null,
): Selection | null {
  const next = new Map(selection)
  next.delete(covering)
  const way = [path, ...[...ancestorsOf(path)].filter((above) => above.startsWith(`${covering}/`))]
  for (const step of way) {
    const content = contentOf(parentOf(step))
    if (content === null) return null
    for (const entry of content) if (entry.path !== step) next.set(entry.path, entry)
  }
  return next
}

/**
 * Ticks or unticks an entry. `contentOf` answers the entries of a folder when all of them are known, else null; it is
 * asked when one entry of a chosen folder is taken out. Null when that cannot be done.
 */
export function toggle(
  selection: Selection,
  entry: Chosen,
  contentOf: (folder: string) => readonly Chosen[] | null,
): Selection | null {
  if (selection.has(entry.path)) {
    const next = new Map(selection)
    next.delete(entry.path)
    return next
  }
  const covering = coveringFolder(selection, entry.path)
  if (covering !== null) return takeOut(selection, covering, entry.path, contentOf)
  return choose(selection, entry)
}

/** How much is chosen: sizes are known of files only. */
export function measure(selection: Selection) {
  let files = 0
  let bytes = 0
  let folders = 0
  for (const entry of selection.values()) {
    if (entry.isFolder) folders += 1
    else {
      files += 1
      bytes += entry.sizeBytes ?? 0
    }
  }
  return { files, bytes, folders }
}
