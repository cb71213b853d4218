import type { AccessDecisions, ApprovalService, AuditTrail } from '#main/features/security/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Setting, SettingValue } from '#shared/features/settings/contract.ts'

/** One change of a setting; null takes it back to its default. */
export interface SettingChange {
  readonly key: string
  readonly value: SettingValue
}

/** Settings a person may change, wherever they are kept. */
export interface SettingsSource {
  list(): readonly Setting[]
  /** Writes all changes or none: CONFIG_INVALID names the first bad value, NOT_FOUND a key that may not be changed. */
  update(changes: readonly SettingChange[]): Promise<void>
}

/** Whether the program starts when the person signs in to the machine; hosts that can do so hand one in. */
export interface StartAtSignIn {
  isEnabled(): Promise<boolean>
  enable(enabled: boolean): Promise<void>
}

export interface SettingsPorts {
  readonly source: SettingsSource
  readonly storage: Pick<Storage, 'transaction'>
  readonly clock: Pick<Clock, 'now'>
  readonly audit: Pick<AuditTrail, 'record'>
  readonly access: Pick<AccessDecisions, 'assert'>
  readonly approvals: Pick<ApprovalService, 'gate'>
  readonly events: EventBus
  readonly secrets: Pick<SecretStore, 'description'>
  readonly startAtSignIn?: StartAtSignIn
  readonly places: { readonly dataFolder: string; readonly settingsFile: string; readonly logFile: string | null }
}
