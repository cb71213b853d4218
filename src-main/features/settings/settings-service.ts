import { AppError } from '#shared/contract/errors.ts'
import type { Installation, Setting } from '#shared/features/settings/contract.ts'
import type { SettingChange, SettingsPorts } from './ports.ts'

/** Settings and the installation as the settings screen shows them. */
export class SettingsService {
  readonly #ports: SettingsPorts

  constructor(ports: SettingsPorts) {
    this.#ports = ports
  }

  list(): Setting[] {
    return [...this.#ports.source.list()]
  }

  async update(changes: readonly SettingChange[]): Promise<{ items: Setting[]; needsRestart: boolean }> {
    await this.#ports.source.update(changes)
    const keys = changes.map(({ key }) => key)
    this.#ports.events.publish({ type: 'settings.changed', keys })
    const items = this.list()
    return { items, needsRestart: items.some((item) => item.needsRestart && keys.includes(item.key)) }
  }

  async installation(): Promise<Installation> {
    const { secrets, startAtSignIn, places } = this.#ports
    return {
      ...places,
      secretStore: { ...secrets.description },
      startAtSignIn: { supported: startAtSignIn !== undefined, enabled: (await startAtSignIn?.isEnabled()) ?? false },
    }
  }

  async setStartAtSignIn(enabled: boolean): Promise<Installation> {
    const { startAtSignIn } = this.#ports
    if (startAtSignIn === undefined) throw new AppError('UNAVAILABLE', { what: 'start-at-sign-in' })
    await startAtSignIn.enable(enabled)
    return this.installation()
  }
}
