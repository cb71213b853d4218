import { type EntryStatus, readDirectory, readEntryStatus } from '#main/engine/filesystem/index.ts'
import type { EntrySelection, WalkOrigin } from './entry-selection.ts'
import type { Exclusion } from './exclusion-rules.ts'
import { pathBytesOf, pathTextOf } from './path-text.ts'

/** What the rules say of one entry of a folder, or the error of looking at it. `path` and `name` are path texts. */
export type EntryDecision = { readonly path: string; readonly name: string } & (
  | { readonly kind: 'included'; readonly status: EntryStatus }
  | { readonly kind: 'excluded'; readonly exclusion: Exclusion }
  | { readonly kind: 'failed'; readonly error: unknown }
)

/** Path of an entry of a folder. */
export function childPath(folder: string, name: string): string {
  return folder.endsWith('/') ? folder + name : `${folder}/${name}`
}

/**
 * Decides on every entry of a folder in the order of their bytes, each name once (some network file systems repeat names).
 * Throws the error of the file system when the folder itself cannot be listed.
 */
export function* decideEntries(
  selection: EntrySelection,
  folder: string,
  origin: WalkOrigin,
): Generator<EntryDecision> {
  const names = readDirectory(pathBytesOf(folder)).map(pathTextOf)
  const markers = selection.presentMarkers(folder, names)
  for (const [position, name] of names.entries()) {
    if (name === names[position - 1]) continue
    const path = childPath(folder, name)
    const exclusion = selection.byName(path, name, markers, origin)
    yield exclusion === undefined
      ? decideByStatus(selection, path, name, origin)
      : { kind: 'excluded', path, name, exclusion }
  }
}

function decideByStatus(selection: EntrySelection, path: string, name: string, origin: WalkOrigin): EntryDecision {
  try {
    const status = readEntryStatus(pathBytesOf(path))
    const exclusion = selection.byStatus(status, origin)
    return exclusion === undefined
      ? { kind: 'included', path, name, status }
      : { kind: 'excluded', path, name, exclusion }
  } catch (error) {
    return { kind: 'failed', path, name, error }
  }
}
