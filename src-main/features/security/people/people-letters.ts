import { type Letters, printedLetter } from '#main/features/notifications/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Delivery } from '#shared/features/security/values.ts'
import { newSecret } from '../random-secret.ts'
import type { SecuritySettings } from '../security-settings.ts'
import { newLetterCode } from './letter-code.ts'
import { type LetterKind, letterText, momentText } from './letter-texts.ts'

export interface LetterPorts {
  readonly letters: Letters
  readonly clock: Clock
  readonly settings: () => Pick<SecuritySettings, 'timeZone' | 'publicUrl'>
  readonly site: () => { readonly siteName: string }
}

/** Who is written to. */
export interface Addressee {
  readonly name: string
  readonly email: string | null
  readonly language: Language
}

/** A letter of this unit of work: how it reaches its reader, and what is to be sent once that has been committed. */
export interface WrittenLetter {
  readonly delivery: Delivery
  readonly outboxId: string | null
}

/** Which page of the site takes a secret: the name of its fragment. */
type SecretPage = 'invitation' | 'reset'

/** Writes to people: by mail where that can reach them, else on paper. */
export class PeopleLetters {
  readonly #ports: LetterPorts

  constructor(ports: LetterPorts) {
    this.#ports = ports
  }

  get isMailSetUp(): boolean {
    return this.#ports.letters.isMailConfigured()
  }

  canMail(email: string | null): email is string {
    return email !== null && this.isMailSetUp
  }

  /** Whether a letter by mail can hold a link; else it holds a code to type. */
  get hasLink(): boolean {
    return this.#ports.settings().publicUrl !== ''
  }

  /** A link is opened from mail, a code typed from paper or where the site has no address. */
  newSecret(by: 'mail' | 'letter'): string {
    return by === 'mail' && this.hasLink ? newSecret() : newLetterCode()
  }

  /** A letter that brings a secret. */
  async writeSecret(
    tx: DatabaseHandle,
    to: Addressee,
    letter: {
      readonly kind: LetterKind
      readonly by: 'mail' | 'letter'
      readonly page: SecretPage
      readonly secret: string
      readonly expiresAt: number
      readonly author: string
    },
  ): Promise<WrittenLetter> {
    const { secret, page, by } = letter
    const base = this.#ports.settings().publicUrl.replace(/\/+$/, '')
    const asLink = this.hasLink && (by === 'mail' || page === 'invitation')
    const way = asLink
      ? { address: `${base}/#${page}=${secret}`, code: null }
      : { address: base === '' ? null : `${base}/`, code: secret }
    return this.#write(tx, to, { ...letter, ...way })
  }

  /** A letter that tells something; only where mail can reach the person. Answers what to send after the commit. */
  async tell(
    tx: DatabaseHandle,
    to: Addressee,
    letter: {
      readonly kind: LetterKind
      readonly author: string
      readonly about?: string
      readonly expiresAt?: number
    },
  ): Promise<string | null> {
    if (!this.canMail(to.email)) return null
    const nothing = { address: null, code: null, by: 'mail' as const, expiresAt: 0 }
    return (await this.#write(tx, to, { ...nothing, ...letter })).outboxId
  }

  async send(outboxIds: readonly (string | null)[]): Promise<void> {
    for (const id of outboxIds) if (id !== null) await this.#ports.letters.send(id)
  }

  async #write(
    tx: DatabaseHandle,
    to: Addressee,
    letter: {
      readonly kind: LetterKind
      readonly by: 'mail' | 'letter'
      readonly address: string | null
      readonly code: string | null
      readonly expiresAt: number
      readonly author: string
      readonly about?: string
    },
  ): Promise<WrittenLetter> {
    const { letters, settings, site, clock } = this.#ports
    const { language } = to
    const { kind, address, code, author } = letter
    const expires = momentText(language, settings().timeZone, letter.expiresAt)
    const facts = { siteName: site().siteName, name: letter.about ?? to.name, address, code, expires, by: author }
    const written = { ...letterText(kind, language, facts), language }
    if (letter.by === 'mail' && this.canMail(to.email)) {
      const outboxId = await letters.put(tx, { kind, recipient: to.email, ...written })
      return { delivery: { by: 'mail', recipient: to.email }, outboxId }
    }
    const paper = printedLetter({ ...written, recipient: to.name, writtenAt: clock.now() })
    return { delivery: { by: 'letter', letter: paper }, outboxId: null }
  }
}
