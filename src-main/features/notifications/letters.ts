import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { MailSettings } from './mail/mail-settings.ts'
import type { MailMessage } from './mail/send-mail.ts'

/** A letter to a person. Its text may hold a secret: it is stored encrypted and never logged. */
export interface OutgoingLetter {
  /** Such as `invitation`; for the list of letters. */
  readonly kind: string
  readonly recipient: string
  readonly language: Language
  readonly subject: string
  readonly text: string
}

/** What other features need to write to people. */
export interface Letters {
  /** Whether a mail server is set up; without one, hand out the letter itself. */
  isMailConfigured(): boolean
  /** Puts the letter into the outbox in the unit of work of what it tells about; answers its id. */
  put(tx: DatabaseHandle, letter: OutgoingLetter): Promise<string>
  /** Starts sending; call once the unit of work has been committed. Tried again by the queue until it is taken. */
  send(id: string): Promise<void>
}

/** Mail that goes out at once, for features that keep their own record of what was sent and try again themselves. */
export interface Mailer {
  isConfigured(): boolean
  /** The server as it is set up, without its password. */
  server(): Omit<MailSettings, 'password'>
  /** Answers what the mail server said. Fails with a `MailFailure`, or with the reason of the signal. */
  send(message: Pick<MailMessage, 'id' | 'to' | 'subject' | 'text'>, signal: AbortSignal): Promise<string>
}
