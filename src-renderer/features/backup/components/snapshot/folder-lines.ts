import type { SnapshotEntry } from '#shared/features/backup/values.ts'

/** What is known of one opened folder. */
export interface OpenFolder {
  readonly entries: readonly SnapshotEntry[]
  readonly totalEntries: number
  readonly nextCursor: string | null
  readonly isLoading: boolean
  readonly error: unknown
}

/** One line of the flattened tree: an entry, or word of what is still to come in a folder. */
export type FolderLine =
  | { readonly kind: 'entry'; readonly level: number; readonly entry: SnapshotEntry; readonly isOpen: boolean }
  | { readonly kind: 'more'; readonly level: number; readonly folder: string; readonly left: number }
  | { readonly kind: 'loading' | 'failed' | 'empty'; readonly level: number; readonly folder: string }

function* linesIn(
  folders: ReadonlyMap<string, OpenFolder>,
  path: string,
  level: number,
): Generator<FolderLine, void, undefined> {
  const folder = folders.get(path)
  if (folder === undefined) return
  for (const entry of folder.entries) {
    const isOpen = entry.type === 'dir' && folders.has(entry.path.quoted)
    yield { kind: 'entry', level, entry, isOpen }
    if (isOpen) yield* linesIn(folders, entry.path.quoted, level + 1)
  }
  if (folder.error !== null) yield { kind: 'failed', level, folder: path }
  else if (folder.isLoading) yield { kind: 'loading', level, folder: path }
  else if (folder.nextCursor !== null)
    yield { kind: 'more', level, folder: path, left: folder.totalEntries - folder.entries.length }
  else if (folder.entries.length === 0) yield { kind: 'empty', level, folder: path }
}

/** The lines of a tree from its root downward, through every folder that is open. */
export function flatten(folders: ReadonlyMap<string, OpenFolder>, root: string): readonly FolderLine[] {
  return [...linesIn(folders, root, 1)]
}

/** The only entry of a folder, where that is a folder again: nobody wants to open those one by one. */
export function onlyFolder(folder: OpenFolder): string | null {
  const [first, second] = folder.entries
  if (first === undefined || second !== undefined || folder.nextCursor !== null) return null
  return first.type === 'dir' ? first.path.quoted : null
}
