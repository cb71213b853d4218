import { realpathSync } from 'node:fs'
import { type EntryStatus, readEntryStatus } from '#main/engine/filesystem/index.ts'
import type { EntrySelection, WalkOrigin } from '../../filter/entry-selection.ts'
import { decideEntries, type EntryDecision } from '../../filter/folder-entries.ts'
import { pathBytesOf } from '../../filter/path-text.ts'
import { nodeTypeOf } from '../../go-file-mode.ts'
import { nodeFromEntry } from '../../node-from-entry.ts'
import type { FolderListing, FoundProblem, Inspection, ListedEntry } from '../protocol.ts'
import { problemFrom } from './problems.ts'

/** How entries are looked at. */
export interface ListingContext {
  readonly selection: EntrySelection
  readonly withAccessTime: boolean
}

/** Lists a folder: every entry the rules include, sockets aside, with its metadata. */
export function listFolder(context: ListingContext, folder: string, origin: WalkOrigin): FolderListing {
  const entries: ListedEntry[] = []
  const problems: FoundProblem[] = []
  try {
    for (const decision of decideEntries(context.selection, folder, origin)) {
      const entry = listedEntry(context, decision, origin, problems)
      if (entry !== undefined) entries.push(entry)
    }
  } catch (error) {
    return { readable: false, entries: [], problems: [problemFrom(error, folder)] }
  }
  return { readable: true, entries, problems }
}

function listedEntry(
  context: ListingContext,
  decision: EntryDecision,
  origin: WalkOrigin,
  problems: FoundProblem[],
): ListedEntry | undefined {
  if (decision.kind === 'excluded') return undefined
  const { path, name } = decision
  try {
    if (decision.kind === 'failed') throw decision.error
    return readEntry(context, path, name, decision.status, origin, problems)
  } catch (error) {
    problems.push(problemFrom(error, path))
    return undefined
  }
}

/** Builds the entry of something that is in the backup; undefined (and a problem) for a socket or an unknown type. */
function readEntry(
  context: ListingContext,
  path: string,
  name: string,
  status: EntryStatus,
  origin: WalkOrigin,
  problems: FoundProblem[],
): ListedEntry | undefined {
  const type = nodeTypeOf(status.mode)
  if (type === 'socket' || type === 'irregular') {
    problems.push({ code: 'socket-skipped', path, reason: type })
    return undefined
  }
  const node = nodeFromEntry(pathBytesOf(path), pathBytesOf(name), status, {
    withAccessTime: context.withAccessTime,
    onAttributeError: (error) => problems.push({ ...problemFrom(error, path), code: 'attributes-unreadable' }),
  })
  return { name, node, enter: context.selection.entersFolder(status, origin) }
}

/** Looks at a source, or (`followed`: through links, forgiving about attributes) at a folder above one. */
export function inspectEntry(context: ListingContext, path: string, name: string, followed: boolean): Inspection {
  const problems: FoundProblem[] = []
  try {
    const bytes = pathBytesOf(path)
    const status = readEntryStatus(followed ? realpathSync(bytes, { encoding: 'buffer' }) : bytes)
    const entry = readEntry(context, path, name, status, { path, device: status.deviceId }, problems)
    const kept = followed ? problems.filter((problem) => problem.code !== 'attributes-unreadable') : problems
    return { entry, device: status.deviceId, problems: kept }
  } catch (error) {
    const problem = problemFrom(error, path)
    const code = problem.code === 'vanished' ? 'source-missing' : problem.code
    return { entry: undefined, device: 0n, problems: [{ ...problem, code }] }
  }
}
