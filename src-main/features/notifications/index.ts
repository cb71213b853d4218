import type { Router } from '@orpc/server'
import { z } from 'zod'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { notificationsContract } from '#shared/features/notifications/contract.ts'
import type { Letters, Mailer } from './letters.ts'
import { MailService } from './mail/mail-service.ts'
import { mailAttempts, mailTask, OutboxService } from './outbox/outbox-service.ts'
import { sealedBodies } from './outbox/sealed-bodies.ts'
import type { NotificationsPorts } from './ports.ts'
import { createNotificationsRouter } from './router.ts'

export type { Letters, Mailer, OutgoingLetter } from './letters.ts'
export { MailFailure } from './mail/mail-failure.ts'
export type { MailSettings } from './mail/mail-settings.ts'
export { printedLetter } from './printed-letter.ts'

const resumeEveryMs = 5 * 60_000
const oneLetterMs = 120_000

/** Letters to people, by mail or on paper. */
export function createNotifications(ports: NotificationsPorts) {
  const mail = new MailService(ports)
  const outbox = new OutboxService(ports, mail)
  const router: Router<typeof notificationsContract, ApiContext> = createNotificationsRouter({ outbox, mail })
  const letters: Letters = outbox
  const mailer: Mailer = mail
  ports.queue.define({
    kind: mailTask,
    queue: 'mail',
    payload: z.object({ id: z.string() }),
    attempts: mailAttempts,
    backoffMs: 2000,
    softLimitMs: oneLetterMs,
    timeLimitMs: 2 * oneLetterMs,
    afterCrash: 'requeue',
    handle: ({ id }, task) => outbox.deliver(id, task),
  })
  const resumption = new BackgroundWork('queueing of waiting letters', ports.log, () => outbox.resume())
  return {
    router,
    letters,
    mailer,
    /** For sealing anew when the key of columns is changed. */
    sealedColumns: [sealedBodies(ports.storage)],
    /** Call once the queue runs. */
    start: async (owner: Owner): Promise<void> => {
      resumption.repeat(owner, resumeEveryMs)
      await resumption.run()
    },
  }
}
