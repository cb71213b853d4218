import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#main/platform/clock.ts'
import { isStorageError, StorageError } from '../storage-error.ts'
import { readState } from './database-state.ts'
import { refuseNetworkFolder } from './network-folder.ts'
import { quarantine, refuseToReplace } from './quarantine.ts'
import { SqliteConnections } from './sqlite-connections.ts'
import { storageErrorOf } from './sqlite-failure.ts'
import type { SqliteSettings } from './sqlite-settings.ts'
import { whileBusy } from './while-busy.ts'

/** Versions before this one may damage a write-ahead log when it is reset. */
const requiredVersion = '3.51.3'

/** Makes the file, for its owner's eyes only, unless it is there already; resolves with whether it was. */
export async function prepareFile(file: string): Promise<boolean> {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    await refuseNetworkFolder(file)
    await refuseToReplace(file)
    await writeFile(file, '', { flag: 'ax', mode: 0o600 })
    return false
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return true
    if (error instanceof StorageError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new StorageError('DATABASE_CANNOT_OPEN', { location: file, reason }, { cause: error })
  }
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** Opens the connections; a file that is damaged is moved into quarantine instead. */
export async function openOrQuarantine(settings: SqliteSettings, clock: Clock): Promise<SqliteConnections> {
  const { file } = settings
  const findings = await findingsBeforeOpening(file)
  if (findings.length > 0) throw await quarantine(file, findings, clock)
  try {
    return await openConnections(settings)
  } catch (error) {
    const translated = storageErrorOf(error, file)
    if (isStorageError(translated, 'DATABASE_CORRUPT')) throw await quarantine(file, translated.detail.findings, clock)
    throw translated
  }
}

async function findingsBeforeOpening(file: string): Promise<readonly string[]> {
  const { findings, hasContent } = await readState(file)
  const size = await stat(file).then(
    (found) => found.size,
    () => null,
  )
  return size === 0 && hasContent ? ['the file has no bytes'] : findings
}

async function openConnections({
  file,
  maximumReaders = 4,
  lockWaitMs = 10_000,
}: SqliteSettings): Promise<SqliteConnections> {
  // Another program may be making the file or mending its log at this moment.
  const connections = await whileBusy(lockWaitMs, () =>
    SqliteConnections.open({ file, maximumReaders, writerWaitMs: lockWaitMs }),
  )
  const version = connections.engineVersion
  if (version.localeCompare(requiredVersion, 'en', { numeric: true }) >= 0) return connections
  await connections.close()
  throw new StorageError('DATABASE_ENGINE_TOO_OLD', { location: file, version, required: requiredVersion })
}
