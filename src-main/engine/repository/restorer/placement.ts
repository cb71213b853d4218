import { randomBytes } from 'node:crypto'
import { renameSync, rmdirSync, unlinkSync } from 'node:fs'
import { systemErrorCode } from '#main/engine/filesystem/index.ts'
import type { Node } from '../model.ts'
import { applyMetadata } from './entry-metadata.ts'
import type { RestoreProblemCode } from './model.ts'
import { problemOf, type RestoreRun } from './restore-run.ts'
import { type StandingEntry, standingEntryAt } from './standing-entry.ts'

/** An entry of the snapshot and the place it goes to. */
export interface PlacedEntry {
  /** Raw bytes of the path inside the snapshot. */
  readonly path: Uint8Array
  /** Folder relative to the target. */
  readonly folder: Buffer
  readonly node: Node
  /** What stood at the place when the entry was planned. */
  readonly standing: StandingEntry | undefined
}

/** Thrown where the place of an entry cannot be used; `problem` is what to report. */
export class PlacementError extends Error {
  override readonly name = 'PlacementError'
  readonly problem: RestoreProblemCode

  constructor(problem: RestoreProblemCode, reason: string) {
    super(reason)
    this.problem = problem
  }
}

const TEMPORARY_PREFIX = '.kuraban-restore-'
const runMark = randomBytes(6).toString('hex')
let made = 0

/** A name nobody can guess for a file that is not whole yet. Such a file is left behind only when the process is killed. */
export function temporaryName(): Buffer {
  made += 1
  return Buffer.from(`${TEMPORARY_PREFIX}${runMark}-${made.toString(36)}`)
}

/** Gives a finished entry its metadata under its temporary name, then its real name, so that it appears whole or not at all. Fails with PlacementError or a system error. */
export function moveIntoPlace(run: RestoreRun, entry: PlacedEntry, temporary: Buffer): void {
  const from = run.target.at(entry.folder, temporary)
  reportMetadata(run, entry, from)
  const to = run.target.at(entry.folder, entry.node.name)
  const now = standingEntryAt(to)
  if (now && now.identity !== entry.standing?.identity) {
    throw new PlacementError('name-collision', 'something else took the place meanwhile')
  }
  if (now?.kind === 'dir') removeFolder(run, to)
  renameSync(from, to)
}

/** Sets the metadata of an entry and reports what could not be set. */
export function reportMetadata(run: RestoreRun, entry: Pick<PlacedEntry, 'path' | 'node'>, at: Buffer): void {
  const failures = applyMetadata(at, entry.node, run.owners)
  if (failures.length > 0) run.report.problem('metadata-failed', entry.path, failures.join(', '))
}

function removeFolder(run: RestoreRun, path: Buffer): void {
  run.target.forgetFolders()
  try {
    rmdirSync(path)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOTEMPTY') throw error
    throw new PlacementError('blocked', 'a folder that is not empty stands at the place')
  }
}

/** Makes a link, device or pipe under a temporary name and moves it into place. */
export function placeEntry(run: RestoreRun, entry: PlacedEntry, make: (path: Buffer) => void): void {
  const temporary = temporaryName()
  try {
    make(run.target.at(entry.folder, temporary))
    moveIntoPlace(run, entry, temporary)
    run.report.item(entry.path, entry.node, entry.standing ? 'replaced' : 'created')
  } catch (error) {
    discard(run, entry.folder, temporary)
    reportFailure(run, entry, error)
  }
}

/** Removes what lies under a temporary name, if anything does. */
export function discard(run: RestoreRun, folder: Buffer, temporary: Buffer): void {
  try {
    unlinkSync(run.target.at(folder, temporary))
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') run.report.problem('delete-failed', temporary, String(error))
  }
}

/** Counts an entry as failed and tells why. A full disk stops the restore. */
export function reportFailure(run: RestoreRun, entry: Pick<PlacedEntry, 'path' | 'node'>, error: unknown): void {
  const { code, reason } =
    error instanceof PlacementError ? { code: error.problem, reason: error.message } : problemOf(error)
  if (code === 'storage-full') run.report.stoppedBy = 'storage-full'
  run.report.problem(code, entry.path, reason)
  run.report.item(entry.path, entry.node, 'failed')
}
