import { execFile } from 'node:child_process'
import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { openConfiguredSecrets } from '#main/app/configured-secrets.ts'
import { systemClock } from '#main/platform/clock.ts'
import { type ConfigValues, loadConfig } from '#main/platform/config/index.ts'
import { connectToOwner } from '#main/platform/data-folder-lock.ts'
import { silentLogger } from '#main/platform/logger.ts'
import { type DataFolderPaths, dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import { programVersion } from '#main/platform/program-version.ts'
import { configuredStorage } from '#main/storage/configured-storage.ts'
import { migrationStatus } from '#main/storage/migrate/status.ts'
import { migrationRun, openDatabase } from '#main/storage/open-storage.ts'
import type { DoctorCheck } from '#shared/contract/cli/doctor.ts'
import type { DataFolderFlags } from '../commands/data-folder-flags.ts'
import { sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { type DoctorWords, doctorWords } from './words.ts'

interface Patient {
  readonly paths: DataFolderPaths
  readonly config: ConfigValues
  readonly terminal: Terminal
  readonly words: DoctorWords
}

const leastNode = 24
const leastFreeBytes = 500_000_000

/** Looks at everything the program needs, one after the other; a check that fails never keeps the next from running. */
export async function doctorChecks(flags: DataFolderFlags, terminal: Terminal): Promise<DoctorCheck[]> {
  const words = doctorWords(terminal.language)
  const paths = dataFolderPaths(dataFolderOf(flags.data))
  const checks = [runtimeCheck(words)]
  const settings = await settingsOf(flags, terminal, paths)
  if (settings instanceof Error) return [...checks, failed('settings', settings, words.settings)]
  checks.push(passed('settings', settings.environment))
  const patient: Patient = { paths, config: settings, terminal, words }
  const consequences = {
    'data-folder': words.dataFolder,
    space: words.space,
    database: words.database,
    secrets: words.secrets,
  }
  const looks = { 'data-folder': folderCheck, space: spaceCheck, database: databaseCheck, secrets: secretsCheck }
  for (const name of ['data-folder', 'space', 'database', 'secrets'] as const) {
    checks.push(await looks[name](patient).catch((error: unknown) => failed(name, error, consequences[name])))
  }
  return [...checks, await resticCheck(words)]
}

const passed = (name: string, detail: string): DoctorCheck => ({ name, ok: true, detail, consequence: '' })

function failed(name: string, error: unknown, consequence: string): DoctorCheck {
  return { name, ok: false, detail: error instanceof Error ? error.message : String(error), consequence }
}

function runtimeCheck(words: DoctorWords): DoctorCheck {
  const ok = Number(process.versions.node.split('.')[0]) >= leastNode
  const detail = `kuraban ${programVersion}, Node ${process.versions.node}, ${process.platform} ${process.arch}`
  return { name: 'runtime', ok, detail, consequence: ok ? '' : words.runtime }
}

async function settingsOf(
  flags: DataFolderFlags,
  { environment }: Terminal,
  { dataFolder }: DataFolderPaths,
): Promise<ConfigValues | Error> {
  const named = flags.environment === undefined ? {} : { environment: flags.environment }
  try {
    return (await loadConfig({ dataFolder, processEnvironment: environment, flags: named })).values
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The folder, or where it is missing the nearest one above, in which it would be made. */
async function nearestFolder(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    if (found?.isDirectory() || folder === dirname(folder)) return folder
  }
}

async function folderCheck({ paths: { dataFolder }, words }: Patient): Promise<DoctorCheck> {
  const nearest = await nearestFolder(dataFolder)
  await access(nearest, constants.R_OK | constants.W_OK)
  if (nearest !== dataFolder) return passed('data-folder', `${dataFolder}: ${words.dataFolderMissing}`)
  const owner = await connectToOwner(dataFolder)
  const use = owner === null ? words.free : words.inUse(owner.pid)
  owner?.close()
  return passed('data-folder', `${dataFolder}: ${use}`)
}

async function spaceCheck({ paths: { dataFolder }, words }: Patient): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataFolder))
  const ok = bavail * bsize >= leastFreeBytes
  return { name: 'space', ok, detail: words.freeSpace(sizeText(bavail * bsize)), consequence: ok ? '' : words.space }
}

async function databaseCheck({ paths, config, words }: Patient): Promise<DoctorCheck> {
  const isEmbedded = config['database.url'] === ''
  if (isEmbedded && (await stat(paths.databaseFile).catch(() => null)) === null) {
    return passed('database', `${paths.databaseFile}: ${words.databaseMissing}`)
  }
  const options = await configuredStorage(config, { paths, clock: systemClock, log: silentLogger, programVersion })
  const database = await openDatabase(options)
  try {
    const { engine, location, migrations, pending, newer } = await migrationStatus(database, migrationRun(options))
    const detail = `${engine} ${location}: ${words.migrations(migrations.length - pending, pending)}`
    return { name: 'database', ok: !newer, detail, consequence: newer ? words.newer : '' }
  } finally {
    await database.close()
  }
}

async function secretsCheck({ paths, config, terminal, words }: Patient): Promise<DoctorCheck> {
  if ((await stat(paths.secretsFile).catch(() => null)) === null) return passed('secrets', words.secretsMissing)
  const { environment: processEnvironment } = terminal
  const store = await openConfiguredSecrets({ config, paths, processEnvironment, log: silentLogger, hide: () => {} })
  const { kind, weak } = store.description
  return { name: 'secrets', ok: true, detail: kind, consequence: weak ? words.secretsWeak : '' }
}

async function resticCheck(words: DoctorWords): Promise<DoctorCheck> {
  const version = await promisify(execFile)('restic', ['version']).then(
    ({ stdout }) => stdout.trim(),
    () => words.missing,
  )
  return { name: 'restic', ok: true, detail: version, consequence: version === words.missing ? words.restic : '' }
}
