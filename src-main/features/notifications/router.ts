import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { notificationsContract } from '#shared/features/notifications/contract.ts'
import type { MailService } from './mail/mail-service.ts'
import type { OutboxService } from './outbox/outbox-service.ts'

const router = implement(notificationsContract).$context<ApiContext>()
const longestTestMs = 60_000

export function createNotificationsRouter({ outbox, mail }: { outbox: OutboxService; mail: MailService }) {
  return router.router({
    outbox: {
      list: router.outbox.list.handler(({ input }) => outbox.list(input)),
      letter: router.outbox.letter.handler(({ input, context }) => outbox.letter(input.id, context)),
      retry: router.outbox.retry.handler(({ input }) => outbox.retry(input.id)),
    },
    mail: {
      status: router.mail.status.handler(() => mail.status()),
      test: router.mail.test.handler(({ input, signal }) => {
        const late = AbortSignal.timeout(longestTestMs)
        return mail.test(input.recipient, signal === undefined ? late : AbortSignal.any([signal, late]))
      }),
      setPassword: router.mail.setPassword.handler(async ({ input }) => {
        await mail.setPassword(input.password)
        return {}
      }),
    },
  })
}
