import type { Router } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { notificationsContract } from '#shared/features/notifications/contract.ts'
import type { Letters } from './letters.ts'
import { createNotificationsRouter } from './router.ts'

export type { Letters, OutgoingLetter } from './letters.ts'

/** Letters to people, by mail or on paper. */
export function createNotifications() {
  const router: Router<typeof notificationsContract, ApiContext> = createNotificationsRouter()
  const missing = () => Promise.reject(new AppError('UNAVAILABLE', { what: 'mail' }))
  const letters: Letters = { isMailConfigured: () => false, put: missing, send: missing }
  return { router, letters }
}
