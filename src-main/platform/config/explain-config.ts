import { AppError } from '#shared/contract/errors.ts'
import type { Setting } from '#shared/features/settings/contract.ts'
import { type Config, checkValue } from './config.ts'
import { type ConfigKey, configKeys, declarationOf, isConfigKey } from './declarations/all.ts'
import { masked } from './mask.ts'
import { patchSettingsFile, type SettingsFileValue } from './settings-file.ts'

type Shown = Setting['value']

/** One setting for `kuraban config show`; secrets are masked. */
export interface ExplainedSetting {
  readonly key: ConfigKey
  readonly variable: string
  readonly value: Shown
  readonly origin: Setting['origin']
  readonly place: string
  readonly allowed: string
  readonly description: { readonly ja: string; readonly en: string }
}

function shown(key: ConfigKey, value: unknown): Shown {
  const visible = masked(key, value)
  if (Array.isArray(visible)) return visible.map(String)
  return typeof visible === 'number' || typeof visible === 'boolean' ? visible : String(visible)
}

/** Every effective value with its origin. */
export function explainConfig({ values, origins }: Config): ExplainedSetting[] {
  return configKeys.map((key) => {
    const { variable, type, description } = declarationOf(key)
    const { layer, place } = origins.get(key) ?? { layer: 'default', place: 'default' }
    return { key, variable, value: shown(key, values[key]), origin: layer, place, allowed: type.allowed, description }
  })
}

/** The settings that the settings screen offers, as the contract shows them. */
export function settingsOnScreen({ values, origins }: Config): Setting[] {
  return configKeys
    .filter((key) => declarationOf(key).onScreen)
    .map((key) => {
      const { type, defaultOf, needsRestart, description } = declarationOf(key)
      const origin = origins.get(key)?.layer ?? 'default'
      return {
        key,
        value: shown(key, values[key]),
        defaultValue: shown(key, defaultOf(values.environment)),
        origin,
        overridden: origin !== 'default' && origin !== 'settings-file',
        allowed: type.allowed,
        description,
        needsRestart,
      }
    })
}

/**
 * Changes settings that the screen offers; null takes one back to its default. All of the changes are kept, or none:
 * NOT_FOUND for a key that is not offered, CONFIG_INVALID for a bad value, UNAVAILABLE when the file cannot be written.
 */
export async function writeSettings(
  file: string,
  patch: Iterable<readonly [string, SettingsFileValue]>,
): Promise<void> {
  const checked = new Map<string, SettingsFileValue>()
  for (const [key, value] of patch) {
    if (!isConfigKey(key) || !declarationOf(key).onScreen) {
      throw new AppError('NOT_FOUND', { resource: 'setting', id: key })
    }
    if (value !== null) checkValue(key, value, 'settings.json')
    checked.set(key, value)
  }
  await patchSettingsFile(file, checked)
}
