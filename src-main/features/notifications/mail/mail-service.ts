import { newId } from '#main/platform/identifiers.ts'
import { AppError } from '#shared/contract/errors.ts'
import { testLetter } from '../outbox/mail-words.ts'
import type { NotificationsPorts } from '../ports.ts'
import { MailFailure } from './mail-failure.ts'
import { isMailConfigured } from './mail-settings.ts'
import { type MailMessage, sendMail } from './send-mail.ts'

const passwordName = 'mail/password'

/** The mail server as it is set up now. */
export class MailService {
  readonly #ports: NotificationsPorts

  constructor(ports: NotificationsPorts) {
    this.#ports = ports
  }

  isConfigured(): boolean {
    return isMailConfigured(this.#ports.mail())
  }

  status() {
    const { host, from, encryption } = this.#ports.mail()
    return { configured: this.isConfigured(), host, from, encryption }
  }

  server() {
    const { password: _secret, ...server } = this.#ports.mail()
    return server
  }

  /** Fails with a `MailFailure`. */
  async send(message: Omit<MailMessage, 'senderName' | 'date'>, signal: AbortSignal): Promise<string> {
    const { mail, secrets, site, clock, timeouts } = this.#ports
    if (!this.isConfigured()) throw new MailFailure('no mail server is set up', true)
    const settings = mail()
    const password = settings.password || (settings.user === '' ? '' : ((await secrets.get(passwordName)) ?? ''))
    const whole = { ...message, senderName: site().siteName, date: clock.now() }
    return sendMail({ ...settings, password }, whole, signal, timeouts)
  }

  /** Sends a letter that says nothing but that mail arrives. */
  async test(recipient: string, signal: AbortSignal): Promise<{ answer: string }> {
    if (!this.isConfigured()) throw new AppError('UNAVAILABLE', { what: 'mail' })
    const { siteName, language } = this.#ports.site()
    try {
      const answer = await this.send({ id: newId(), to: recipient, ...testLetter(language, siteName) }, signal)
      return { answer: answer.slice(0, 300) }
    } catch (error) {
      if (error instanceof MailFailure) throw new AppError('MAIL_FAILED', { reason: error.reason }, { cause: error })
      throw error
    }
  }

  async setPassword(password: string | null): Promise<void> {
    if (password === null) await this.#ports.secrets.delete(passwordName)
    else await this.#ports.secrets.set(passwordName, password)
  }
}
