import { assertSteppedUp } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Installation, Setting, SettingValue } from '#shared/features/settings/contract.ts'
import { protectsTheSite, weakenings } from './guarded-settings.ts'
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

  /** The file is written inside the unit of work, so that no change is kept without its record; repeating it does no harm. */
  async update(
    changes: readonly SettingChange[],
    context: CallContext,
  ): Promise<{ items: Setting[]; needsRestart: boolean }> {
    const { storage, audit, source, access, clock } = this.#ports
    if (changes.some(({ key }) => protectsTheSite(key))) {
      access.assert(context, 'security.manage')
      assertSteppedUp(context.caller, 'security', clock)
    }
    await this.#askForConsent(changes, context)
    await storage.transaction(async (tx) => {
      await audit.record(tx, context, { action: 'settings.update', detail: this.#difference(changes) })
      await source.update(changes)
    })
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

  async setStartAtSignIn(enabled: boolean, context: CallContext): Promise<Installation> {
    const { storage, audit, startAtSignIn } = this.#ports
    if (startAtSignIn === undefined) throw new AppError('UNAVAILABLE', { what: 'start-at-sign-in' })
    await storage.transaction(async (tx) => {
      await audit.record(tx, context, { action: 'settings.setStartAtSignIn', detail: { enabled } })
      await startAtSignIn.enable(enabled)
    })
    return this.installation()
  }

  /** One request for all of it, whatever of it needs consent. */
  async #askForConsent(changes: readonly SettingChange[], context: CallContext): Promise<void> {
    const found = weakenings(changes, this.list())
    const change = {
      action: 'settings.update',
      input: { changes },
      target: found.map(({ setting }) => setting.key).join(', '),
      detail: Object.fromEntries(found.map(({ setting, to }) => [setting.key, `${setting.value} → ${to}`])),
    }
    for (const kind of new Set(found.map((weakening) => weakening.kind))) {
      await this.#ports.approvals.gate(context, kind, change)
    }
  }

  /** What each changed setting was and shall be. */
  #difference(changes: readonly SettingChange[]): Record<string, { from: SettingValue; to: SettingValue }> {
    const before = new Map(this.list().map(({ key, value }) => [key, value]))
    return Object.fromEntries(changes.map(({ key, value }) => [key, { from: before.get(key) ?? null, to: value }]))
  }
}
