import { access, constants, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Config, loadConfig } from '#main/platform/config/index.ts'
import { connectToOwner } from '#main/platform/data-folder-lock.ts'
import { dataFolderOf, dataFolderPaths } from '#main/platform/paths.ts'
import { programVersion } from '#main/platform/program-version.ts'
import type { DoctorCheck } from '#shared/contract/cli/doctor.ts'
import type { DataFolderFlags } from '../commands/data-folder-flags.ts'
import { sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { databaseCheck } from './database-check.ts'
import { failed, type Patient, passed, warned } from './patient.ts'
import { resticCheck } from './restic-check.ts'
import { secretsCheck } from './secrets-check.ts'
import { type DoctorWords, doctorWords } from './words.ts'

const leastNode = 24
const leastFreeBytes = 500_000_000

/** Looks at everything the program needs, one after the other; a check that fails never keeps the next from running. */
export async function doctorChecks(flags: DataFolderFlags, terminal: Terminal): Promise<DoctorCheck[]> {
  const { language, environment: processEnvironment } = terminal
  const words = doctorWords(language)
  const paths = dataFolderPaths(dataFolderOf(flags.data))
  const named = flags.environment === undefined ? {} : { environment: flags.environment }
  const settings = await loadConfig({ dataFolder: paths.dataFolder, processEnvironment, flags: named }).then(
    (config) => ({ config, check: settingsCheck(config, words) }),
    (error: unknown) => ({ config: null, check: failed('settings', error, words.settings, language) }),
  )
  const checks = [runtimeCheck(words), settings.check]
  const patient = { paths, processEnvironment, words, language }
  const looks = {
    'data-folder': { look: () => folderCheck(patient), consequence: words.dataFolder },
    space: { look: () => spaceCheck(patient), consequence: words.space },
    ...(settings.config !== null && looksAtContent({ ...patient, config: settings.config.values })),
  }
  for (const [name, { look, consequence }] of Object.entries(looks)) {
    checks.push(await look().catch((error: unknown) => failed(name, error, consequence, language)))
  }
  return [...checks, await resticCheck(words)]
}

function looksAtContent(patient: Patient) {
  return {
    database: { look: () => databaseCheck(patient), consequence: patient.words.database },
    secrets: { look: () => secretsCheck(patient), consequence: patient.words.secrets },
  }
}

function runtimeCheck(words: DoctorWords): DoctorCheck {
  const ok = Number(process.versions.node.split('.')[0]) >= leastNode
  const detail = `kuraban ${programVersion}, Node ${process.versions.node}, ${process.platform} ${process.arch}`
  return { name: 'runtime', ok, detail, consequence: ok ? '' : words.runtime }
}

function settingsCheck({ values, ignored }: Config, words: DoctorWords): DoctorCheck {
  if (ignored.length === 0) return passed('settings', values.environment)
  return warned('settings', ignored.map(({ key, place }) => `${key} (${place})`).join(', '), words.settingsIgnored)
}

/** The folder, or where it is missing the nearest one above, in which it would be made. */
async function nearestFolder(path: string): Promise<string> {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = await stat(folder).catch(() => null)
    if (found !== null || folder === dirname(folder)) return folder
  }
}

type Place = Omit<Patient, 'config'>

async function folderCheck({ paths: { dataFolder }, words }: Place): Promise<DoctorCheck> {
  const nearest = await nearestFolder(dataFolder)
  if (!(await stat(nearest)).isDirectory()) throw new Error(words.noFolder(nearest))
  await access(nearest, constants.R_OK | constants.W_OK | constants.X_OK)
  if (nearest !== dataFolder) return passed('data-folder', `${dataFolder}: ${words.missingYet}`)
  const owner = await connectToOwner(dataFolder)
  const use = owner === null ? words.free : words.inUse(owner.pid)
  owner?.close()
  return passed('data-folder', `${dataFolder}: ${use}`)
}

async function spaceCheck({ paths: { dataFolder }, words }: Place): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(await nearestFolder(dataFolder))
  const ok = bavail * bsize >= leastFreeBytes
  return { name: 'space', ok, detail: words.freeSpace(sizeText(bavail * bsize)), consequence: ok ? '' : words.space }
}
