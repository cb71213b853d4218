import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { OutboxEntry } from '#shared/features/notifications/contract.ts'
import { day, hour, idOf, instant, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof contract.notifications, Record<never, never>, Record<never, never>>

const entry: OutboxEntry = {
  id: idOf(20, 0),
  kind: 'invitation',
  recipient: 'takahashi@example.jp',
  subject: '【蔵番】招待のお知らせ',
  state: 'failed',
  attempts: 8,
  lastFailure: '451 4.7.1 Greylisted',
  createdAt: instant(-day),
  sentAt: null,
}

const outbox: readonly OutboxEntry[] =
  variant === 'empty'
    ? []
    : [
        entry,
        { ...entry, id: idOf(20, 1), state: 'waiting', attempts: 1 },
        {
          ...entry,
          id: idOf(20, 2),
          kind: 'password-reset',
          state: 'sent',
          attempts: 1,
          lastFailure: null,
          sentAt: instant(-hour),
        },
      ]

/** Mail: three letters, one of each state. */
export function notificationsDouble(os: Of) {
  return os.router({
    outbox: {
      list: os.outbox.list.handler(({ input }) => pageOf(outbox, input)),
      letter: os.outbox.letter.handler(() => ({ fileName: 'invitation.txt', text: '蔵番へようこそ。\n' })),
      retry: os.outbox.retry.handler(() => ({ ...entry, state: 'waiting' as const })),
    },
    mail: {
      status: os.mail.status.handler(() => ({
        configured: variant !== 'empty',
        host: variant === 'empty' ? '' : 'mail.example.jp:587',
        from: variant === 'empty' ? '' : 'kuraban@example.jp',
        encryption: 'starttls',
      })),
      setPassword: os.mail.setPassword.handler(() => ({})),
      test: os.mail.test.handler(() => ({ answer: '250 2.0.0 Ok: queued as 4F2A9C' })),
    },
  })
}
