import { access, rename } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#main/platform/clock.ts'
import { StorageError } from '../storage-error.ts'
import { timeInName, unusedPath } from '../unused-path.ts'
import { readState, writeState } from './database-state.ts'

const companions = ['', '-wal', '-shm'] as const

/**
 * Moves a damaged database out of the way, with its log, and remembers that a person has to decide. Nothing is deleted.
 * Resolves with the error to report.
 */
export async function quarantine(
  file: string,
  findings: readonly string[],
  clock: Clock,
): Promise<StorageError<'DATABASE_CORRUPT'>> {
  const stem = `${path.basename(file)}.corrupt-${timeInName(clock.now())}`
  const target = await unusedPath(path.dirname(file), stem)
  const state = await readState(file)
  const decided = { ...state, hasContent: false, quarantine: { path: target, findings: [...findings] } }
  // Recorded before the file goes: whoever comes in between must never find a free place and fill it.
  await writeState(file, { ...decided, findings: [...findings] })
  await moveWithCompanions(file, target)
  await writeState(file, { ...decided, findings: [] })
  return new StorageError('DATABASE_CORRUPT', { location: file, quarantine: target, findings })
}

/**
 * Refuses to make a new database in the place of one that is in quarantine or whose log was left without it. A file
 * that a person put there is accepted.
 */
export async function refuseToReplace(file: string): Promise<void> {
  if (await exists(file)) return
  const { quarantine: moved } = await readState(file)
  if (moved !== null) {
    const detail = { location: file, quarantine: moved.path, findings: moved.findings }
    throw new StorageError('DATABASE_CORRUPT', detail)
  }
  if (await exists(`${file}-wal`)) {
    const reason = `${path.basename(file)}-wal lies there without its database`
    throw new StorageError('DATABASE_CANNOT_OPEN', { location: file, reason })
  }
}

/**
 * What a person decided after damage: begin with an empty database (`start-empty`), or use the damaged one all the same
 * (`put-back`). The damaged file stays in quarantine in the first case.
 */
export async function resolveQuarantine(file: string, decision: 'start-empty' | 'put-back'): Promise<void> {
  const state = await readState(file)
  if (state.quarantine === null) return
  if (decision === 'put-back') await putBack(file, state.quarantine.path)
  await writeState(file, { ...state, findings: [], quarantine: null })
}

async function putBack(file: string, quarantined: string): Promise<void> {
  if (await exists(file)) throw new StorageError('DATABASE_CANNOT_OPEN', { location: file, reason: 'a file is there' })
  await moveWithCompanions(quarantined, file)
}

async function moveWithCompanions(from: string, to: string): Promise<void> {
  for (const companion of companions) {
    if (await exists(`${from}${companion}`)) await rename(`${from}${companion}`, `${to}${companion}`)
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
