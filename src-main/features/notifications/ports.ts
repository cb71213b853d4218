import type { Caller } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { ColumnCipher } from '#main/platform/column-cipher.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { TaskQueue } from '#main/platform/queue.ts'
import type { SecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { MailSettings } from './mail/mail-settings.ts'
import type { MailTimeouts } from './mail/send-mail.ts'

/** What the feature needs of the program. */
export interface NotificationsPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly queue: Pick<TaskQueue, 'define' | 'enqueue'>
  readonly secrets: SecretStore
  readonly cipher: ColumnCipher
  /** Who reads somebody's letter can come in as that person: fails with FORBIDDEN for whoever has not every right. */
  readonly assertMayReadLetters: (caller: Caller) => void
  readonly mail: () => MailSettings
  readonly site: () => { readonly siteName: string; readonly language: Language }
  readonly timeouts?: MailTimeouts
}
