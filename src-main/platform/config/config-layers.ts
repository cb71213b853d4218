import { readFile } from 'node:fs/promises'
import { parseEnv } from 'node:util'
import { AppError } from '#shared/contract/errors.ts'
import type { SettingOrigin } from '#shared/features/settings/contract.ts'
import { dataFolderPaths } from '../paths.ts'
import type { Environment } from './declaration.ts'
import { readSettingsFile } from './settings-file.ts'

/** Values of one place. A later layer of a list wins over an earlier one. */
export interface ConfigLayer {
  readonly origin: Exclude<SettingOrigin, 'default'>
  /** The file; empty where variables and flags speak for themselves. */
  readonly file: string
  /** By key in settings.json and flags, by variable elsewhere. */
  readonly namedBy: 'key' | 'variable'
  readonly values: ReadonlyMap<string, unknown>
}

/** What the values come from. */
export interface ConfigSources {
  readonly dataFolder: string
  /** Flags of the command line, by the key of the setting. */
  readonly flags?: Readonly<Record<string, unknown>>
  readonly processEnvironment: Readonly<Record<string, string | undefined>>
}

async function readEnvironmentFile(file: string): Promise<Map<string, unknown>> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw new AppError('UNAVAILABLE', { what: file }, { cause: error })
  })
  return new Map(Object.entries(parseEnv(content)))
}

/** A variable that is set to nothing counts as not set. */
function set(values: Iterable<readonly [string, unknown]>): Map<string, unknown> {
  return new Map([...values].filter(([, value]) => value !== undefined && value !== ''))
}

/** Reads every layer above the defaults, weakest first. */
export async function readLayers(sources: ConfigSources, environment: Environment): Promise<ConfigLayer[]> {
  const { settingsFile, environmentFile } = dataFolderPaths(sources.dataFolder)
  const common = environmentFile()
  const special = environmentFile(environment)
  return [
    { origin: 'settings-file', file: settingsFile, namedBy: 'key', values: await readSettingsFile(settingsFile) },
    { origin: 'env-file', file: common, namedBy: 'variable', values: set(await readEnvironmentFile(common)) },
    {
      origin: 'env-file-of-environment',
      file: special,
      namedBy: 'variable',
      values: set(await readEnvironmentFile(special)),
    },
    {
      origin: 'environment-variable',
      file: '',
      namedBy: 'variable',
      values: set(Object.entries(sources.processEnvironment)),
    },
    { origin: 'flag', file: '', namedBy: 'key', values: set(Object.entries(sources.flags ?? {})) },
  ]
}
