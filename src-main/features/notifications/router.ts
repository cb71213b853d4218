import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { AppError } from '#shared/contract/errors.ts'
import { notificationsContract } from '#shared/features/notifications/contract.ts'

const router = implement(notificationsContract).$context<ApiContext>()

export function createNotificationsRouter() {
  const missing = () => {
    throw new AppError('UNAVAILABLE', { what: 'mail' })
  }
  return router.router({
    outbox: {
      list: router.outbox.list.handler(missing),
      letter: router.outbox.letter.handler(missing),
      retry: router.outbox.retry.handler(missing),
    },
    mail: { status: router.mail.status.handler(missing), test: router.mail.test.handler(missing) },
  })
}
