import type { Setting, SettingValue } from '#shared/features/settings/contract.ts'
import type { SettingChange } from './ports.ts'

/** What a change of settings takes away from the protection of the site. */
export interface Weakening {
  readonly kind: 'delete-repository' | 'shorten-retention' | 'disable-verification'
  readonly setting: Setting
  readonly to: SettingValue
}

const approvalKinds = ['delete-repository', 'shorten-retention', 'disable-verification'] as const
const approvalsKey = 'approvals.required'

const protectingGroups: ReadonlySet<string> = new Set([
  'approvals',
  'audit',
  'cors',
  'mail',
  'password',
  'rateLimit',
  'server',
  'session',
  'signIn',
  'singleSignOn',
  'twoFactor',
])

/**
 * Whether the setting is part of what keeps strangers out, such as where letters with secrets go: a change asks for the
 * right to manage the protection, and for a proof of who makes it.
 */
export function protectsTheSite(key: string): boolean {
  return protectingGroups.has(key.split('.')[0] ?? '')
}

/**
 * The changes that two people may have to decide: keeping something for a shorter time, and no longer asking for the
 * consent of two people, which itself needs the consent it does away with.
 */
export function weakenings(changes: readonly SettingChange[], settings: readonly Setting[]): Weakening[] {
  return changes.flatMap((change) => {
    const setting = settings.find(({ key }) => key === change.key)
    if (setting === undefined) return []
    const to = change.value ?? setting.defaultValue
    if (setting.key === approvalsKey) return approvalsGivenUp(setting, to)
    return isRetention(setting.key) && isShorter(setting.value, to) ? [{ kind: 'shorten-retention', setting, to }] : []
  })
}

function approvalsGivenUp(setting: Setting, to: SettingValue): Weakening[] {
  const asksFor = (value: SettingValue, kind: string) => Array.isArray(value) && value.includes(kind)
  return approvalKinds
    .filter((kind) => asksFor(setting.value, kind) && !asksFor(to, kind))
    .map((kind) => ({ kind, setting, to }))
}

function isRetention(key: string): boolean {
  return /keep[A-Z]\w*$|retention/i.test(key)
}

function isShorter(from: SettingValue, to: SettingValue): boolean {
  return typeof from === 'number' && typeof to === 'number' && to < from
}
