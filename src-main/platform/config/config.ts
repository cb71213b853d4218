import { AppError } from '#shared/contract/errors.ts'
import type { SettingOrigin } from '#shared/features/settings/contract.ts'
import { type ConfigLayer, type ConfigSources, readLayers } from './config-layers.ts'
import type { Environment } from './declaration.ts'
import {
  type ConfigKey,
  type ConfigValues,
  configKeys,
  declarationOf,
  declarations,
  isConfigKey,
} from './declarations/all.ts'
import { masked } from './mask.ts'

/** Where a value comes from: the layer, and the place a person would go to change it. */
export interface ConfigOrigin {
  readonly layer: SettingOrigin
  readonly place: string
}

/** A setting that was found and has no effect there. */
export interface IgnoredSetting {
  readonly key: string
  readonly place: string
}

/** Settings as they are in effect. */
export interface Config {
  readonly values: ConfigValues
  readonly origins: ReadonlyMap<ConfigKey, ConfigOrigin>
  /** Unknown keys in settings.json, and an environment's name in a file, to be warned about. */
  readonly ignored: readonly IgnoredSetting[]
}

/** The value in its type; fails with CONFIG_INVALID naming key, value (masked), what is allowed and where it came from. */
export function checkValue<K extends ConfigKey>(key: K, value: unknown, place: string): ConfigValues[K] {
  const { type } = declarations[key]
  const parsed = type.schema.safeParse(value)
  if (parsed.success) return parsed.data as ConfigValues[K]
  const shown = masked(key, typeof value === 'string' ? value : JSON.stringify(value))
  throw new AppError('CONFIG_INVALID', { key, value: String(shown), allowed: type.allowed, origin: place })
}

/** The environment's name: from `--environment` or ENVIRONMENT, and from nowhere else. */
function environmentOf({ flags, processEnvironment }: ConfigSources): Environment {
  const flag = flags?.environment
  if (flag !== undefined && flag !== '') return checkValue('environment', flag, '--environment')
  const variable = processEnvironment.ENVIRONMENT
  if (variable !== undefined && variable !== '') return checkValue('environment', variable, 'ENVIRONMENT')
  return declarations.environment.defaultOf('production')
}

function placeIn(layer: ConfigLayer, key: ConfigKey): string {
  const { variable, flag } = declarationOf(key)
  if (layer.origin === 'flag') return flag ?? 'command line'
  return layer.file === '' ? variable : layer.file
}

function valueIn(layer: ConfigLayer, key: ConfigKey): unknown {
  if (key === 'environment' && layer.file !== '') return undefined
  return layer.values.get(layer.namedBy === 'key' ? key : declarationOf(key).variable) ?? undefined
}

function findIgnored(layers: readonly ConfigLayer[]): IgnoredSetting[] {
  const files = layers.filter((layer) => layer.file !== '')
  return files.flatMap(({ values, file, namedBy }) =>
    [...values.keys()]
      .filter((name) => (namedBy === 'key' ? !isConfigKey(name) || name === 'environment' : name === 'ENVIRONMENT'))
      .map((key) => ({ key, place: file })),
  )
}

/**
 * Reads the settings. Later layers win: defaults, settings.json, `.env`, `.env.<environment>`, environment variables,
 * flags. Every value that is set anywhere is checked, also one that a later layer hides. Fails with CONFIG_INVALID.
 */
export async function loadConfig(sources: ConfigSources): Promise<Config> {
  const environment = environmentOf(sources)
  const layers = await readLayers(sources, environment)
  const values: Partial<Record<ConfigKey, unknown>> = {}
  const origins = new Map<ConfigKey, ConfigOrigin>()
  for (const key of configKeys) {
    values[key] = declarationOf(key).defaultOf(environment)
    origins.set(key, { layer: 'default', place: 'default' })
    for (const layer of layers) {
      const found = valueIn(layer, key)
      if (found === undefined) continue
      const place = placeIn(layer, key)
      values[key] = checkValue(key, found, place)
      origins.set(key, { layer: layer.origin, place })
    }
  }
  return { values: values as ConfigValues, origins, ignored: findIgnored(layers) }
}
