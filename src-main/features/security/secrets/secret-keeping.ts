import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { ManagedSecretStore } from '#main/platform/secrets.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { recoverySheet } from './recovery-sheet.ts'

export interface SecretKeepingPorts {
  readonly secrets: ManagedSecretStore
  readonly clock: Clock
  readonly events: EventBus
  readonly settings: () => { readonly timeZone: string }
  readonly site: () => { readonly siteName: string; readonly language: Language }
}

/** The master key of the secret store as administrators look after it. */
export class SecretKeeping {
  readonly #ports: SecretKeepingPorts

  constructor(ports: SecretKeepingPorts) {
    this.#ports = ports
  }

  status() {
    const { secrets } = this.#ports
    const { slots, secrets: count, recoveryCodeMadeAt, masterKeyMadeAt } = secrets.status()
    const { kind, weak } = secrets.description
    return { kind, weak, slots: [...slots], secrets: count, recoverySheetMadeAt: recoveryCodeMadeAt, masterKeyMadeAt }
  }

  async createRecoverySheet(context: CallContext): Promise<{ code: string; fileName: string; text: string }> {
    const { secrets, clock, settings, site } = this.#ports
    const code = await secrets.createRecoveryCode()
    const { siteName, language: siteLanguage } = site()
    const language = context.caller.kind === 'user' ? context.caller.language : siteLanguage
    const sheet = recoverySheet({ language, siteName, code, madeAt: clock.now(), timeZone: settings().timeZone })
    this.#changed()
    return { code, ...sheet }
  }

  async rotateMasterKey(): Promise<{ slots: string[]; secrets: number }> {
    await this.#ports.secrets.rotateMasterKey()
    this.#changed()
    const { slots, secrets } = this.status()
    return { slots, secrets }
  }

  #changed(): void {
    this.#ports.events.publish({ type: 'security.checks.changed' })
  }
}
