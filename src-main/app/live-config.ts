import type { SettingChange, SettingsSource } from '#main/features/settings/index.ts'
import {
  type Config,
  type ConfigSources,
  type ConfigValues,
  loadConfig,
  settingsOnScreen,
  writeSettings,
} from '#main/platform/config/index.ts'
import { dataFolderPaths } from '#main/platform/paths.ts'

/** The settings in effect: read at the start and again after each change, so that what needs no restart takes effect. */
export class LiveConfig implements SettingsSource {
  readonly #sources: ConfigSources
  #config: Config
  #lastUpdate: Promise<unknown> = Promise.resolve()

  private constructor(sources: ConfigSources, config: Config) {
    this.#sources = sources
    this.#config = config
  }

  static async load(sources: ConfigSources): Promise<LiveConfig> {
    return new LiveConfig(sources, await loadConfig(sources))
  }

  get values(): ConfigValues {
    return this.#config.values
  }

  get ignored(): Config['ignored'] {
    return this.#config.ignored
  }

  list() {
    return settingsOnScreen(this.#config)
  }

  /** One change after the other: each reads the file, and none may write over what it has not read. */
  update(changes: readonly SettingChange[]): Promise<void> {
    const update = this.#lastUpdate.then(() => this.#update(changes))
    this.#lastUpdate = update.catch(() => {})
    return update
  }

  async #update(changes: readonly SettingChange[]): Promise<void> {
    const { settingsFile } = dataFolderPaths(this.#sources.dataFolder)
    await writeSettings(
      settingsFile,
      changes.map(({ key, value }) => [key, value] as const),
    )
    this.#config = await loadConfig(this.#sources)
  }
}
