import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemClock } from '#main/platform/clock.ts'
import { connectToOwner } from '#main/platform/data-folder-lock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { programVersion } from '#main/platform/program-version.ts'
import { configuredStorage } from '#main/storage/configured-storage.ts'
import { migrationStatus } from '#main/storage/migrate/status.ts'
import { migrationRun, openDatabase, type StorageOptions } from '#main/storage/open-storage.ts'
import { checkIntegrity } from '#main/storage/sqlite/integrity.ts'
import { refuseToReplace } from '#main/storage/sqlite/quarantine.ts'
import { storageErrorOf } from '#main/storage/sqlite/sqlite-failure.ts'
import { isStorageError } from '#main/storage/storage-error.ts'
import type { DoctorCheck } from '#shared/contract/cli/doctor.ts'
import { failed, type Patient, passed } from './patient.ts'

const longestLookMs = 60_000

/** Looks at the database. A damaged file is left where it lies: moving it away is for the program that opens it. */
export async function databaseCheck(patient: Patient): Promise<DoctorCheck> {
  const { config, paths, words } = patient
  const options = await configuredStorage(config, { paths, clock: systemClock, log: silentLogger, programVersion })
  const { database } = options
  if (database.engine === 'sqlite') {
    const file = await sqliteFileCheck(database.file, patient)
    if (file !== null) return file
    const owner = await connectToOwner(paths.dataFolder)
    owner?.close()
    if (owner !== null) return passed('database', `${database.engine} ${database.file}: ${words.inUse(owner.pid)}`)
  }
  return await schemaCheck(options, patient)
}

/** What there is to say of the file without opening it as the program's database; null when it looks sound. */
async function sqliteFileCheck(file: string, patient: Patient): Promise<DoctorCheck | null> {
  const { words, language } = patient
  try {
    await refuseToReplace(file)
  } catch (error) {
    const consequence = isStorageError(error, 'DATABASE_CORRUPT') ? await wayBack(file, patient) : words.database
    return failed('database', error, consequence, language)
  }
  if ((await stat(file).catch(() => null)) === null) return passed('database', `${file}: ${words.missingYet}`)
  const findings = await damageIn(file)
  if (findings.length === 0) return null
  return { name: 'database', ok: false, detail: `${file}: ${findings[0]}`, consequence: await wayBack(file, patient) }
}

async function damageIn(file: string): Promise<readonly string[]> {
  try {
    return await checkIntegrity(file, 'quick', AbortSignal.timeout(longestLookMs))
  } catch (error) {
    const known = storageErrorOf(error, file)
    if (isStorageError(known, 'DATABASE_CORRUPT')) return known.detail.findings
    throw known
  }
}

/** How to go on after damage, naming the newest of the copies that were made before changes of the schema. */
async function wayBack(file: string, { paths: { copiesFolder }, words }: Patient): Promise<string> {
  const copies = await readdir(copiesFolder).catch(() => [])
  const times = await Promise.all(
    copies
      .filter((name) => name.endsWith('.db'))
      .map(async (name) => ({ path: join(copiesFolder, name), time: (await stat(join(copiesFolder, name))).mtimeMs })),
  )
  const newest = times.toSorted((left, right) => right.time - left.time)[0]
  return words.corrupt(file, newest?.path)
}

async function schemaCheck(options: StorageOptions, { words }: Patient): Promise<DoctorCheck> {
  const database = await openDatabase(options)
  try {
    const { engine, location, migrations, pending, newer } = await migrationStatus(database, migrationRun(options))
    const detail = `${engine} ${location}: ${words.migrations(migrations.length - pending, pending)}`
    return { name: 'database', ok: !newer, detail, consequence: newer ? words.newer : '' }
  } finally {
    await database.close()
  }
}
