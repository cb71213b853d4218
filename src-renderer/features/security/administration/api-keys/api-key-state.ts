import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'

const soonMs = 14 * 86_400_000

/** How a key stands: one about to expire wants to be changed for a new one before its program stops. */
export function apiKeyCondition(key: Pick<ApiKey, 'state' | 'expiresAt'>, now: number): ApiKey['state'] | 'soon' {
  return key.state === 'active' && Date.parse(key.expiresAt) - now < soonMs ? 'soon' : key.state
}

export const apiKeyTones: Readonly<Record<ApiKey['state'] | 'soon', StateTone>> = {
  active: 'good',
  soon: 'warning',
  expired: 'off',
  revoked: 'off',
}
