import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { TaskContext } from '#main/platform/queue.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { OutboxEntry } from '#shared/features/notifications/contract.ts'
import type { Letters, OutgoingLetter } from '../letters.ts'
import { MailFailure } from '../mail/mail-failure.ts'
import type { MailService } from '../mail/mail-service.ts'
import type { NotificationsPorts } from '../ports.ts'
import { type PrintedLetter, printedLetter } from '../printed-letter.ts'
import * as repository from '../repository.ts'
import { placeOfBody } from './sealed-bodies.ts'

export const mailTask = 'notifications.mail'
export const mailAttempts = 4
const resumedAtOnce = 500
const keptMs = 30 * 24 * 3_600_000

/** Letters that go out: written with what they tell about, sent by the queue until a server has taken them. */
export class OutboxService implements Letters {
  readonly #ports: NotificationsPorts
  readonly #mail: MailService

  constructor(ports: NotificationsPorts, mail: MailService) {
    this.#ports = ports
    this.#mail = mail
  }

  isMailConfigured(): boolean {
    return this.#mail.isConfigured()
  }

  async put(tx: DatabaseHandle, letter: OutgoingLetter): Promise<string> {
    const { cipher, clock } = this.#ports
    const { kind, recipient, language, subject, text } = letter
    const id = newId()
    await repository.insertLetter(tx, {
      ...{ id, kind, recipient, language, subject },
      sealedBody: await cipher.seal(placeOfBody(id), text),
      ...{ state: 'waiting', attempts: 0, lastFailure: null },
      createdAt: clock.now().getTime(),
      sentAt: null,
    })
    return id
  }

  /** What cannot be queued now waits in the outbox and is queued by `resume`. */
  async send(id: string): Promise<void> {
    this.#changed(id)
    try {
      await this.#enqueue(id)
    } catch (error) {
      this.#ports.log.warning('a letter waits, because it could not be queued', { letterId: id, error })
    }
  }

  list(page: PageInput): Promise<Page<OutboxEntry>> {
    return repository.listLetters(this.#ports.storage.db, page)
  }

  async letter(id: string, { caller }: CallContext): Promise<PrintedLetter> {
    this.#ports.assertMayReadLetters(caller)
    const row = await this.#find(id)
    const text = await this.#ports.cipher.open(placeOfBody(id), row.sealedBody)
    return printedLetter({ ...row, text, writtenAt: new Date(row.createdAt) })
  }

  async retry(id: string): Promise<OutboxEntry> {
    const row = await this.#find(id)
    const revived = await this.#ports.storage.transaction((tx) => repository.revive(tx, id))
    if (revived === undefined) throw new AppError('STALE', { resource: 'letter', id: row.id })
    await this.#enqueue(id)
    this.#changed(id)
    return repository.toEntry(revived)
  }

  /** Queues what a crash, a full queue or a stop left behind, and forgets what is long done. */
  async resume(): Promise<void> {
    const { storage, clock } = this.#ports
    await repository.forgetLettersBefore(storage.db, clock.now().getTime() - keptMs)
    if (!this.isMailConfigured()) return
    for (const id of await repository.waitingLetters(storage.db, resumedAtOnce)) await this.#enqueue(id)
  }

  /** The work of one task of the queue. */
  async deliver(id: string, task: TaskContext): Promise<{ sent: boolean }> {
    const row = await repository.findLetter(this.#ports.storage.db, id)
    if (row === undefined || row.state !== 'waiting') return { sent: row?.state === 'sent' }
    try {
      const text = await this.#ports.cipher.open(placeOfBody(id), row.sealedBody)
      await this.#mail.send({ id, to: row.recipient, subject: row.subject, text }, task.signal)
    } catch (error) {
      return this.#missed(row, error, task)
    }
    await repository.markSent(this.#ports.storage.db, id, this.#ports.clock.now().getTime())
    this.#changed(id)
    return { sent: true }
  }

  /** A stop of the program is no miss: the letter goes on waiting. */
  async #missed(row: repository.OutboxRow, error: unknown, task: TaskContext): Promise<{ sent: boolean }> {
    const stopped: unknown = task.signal.aborted ? task.signal.reason : null
    if (stopped instanceof AppError && stopped.code === 'TASK_INTERRUPTED') throw error
    const permanent = error instanceof MailFailure && error.permanent
    const cancelled = stopped instanceof AppError && stopped.code === 'CANCELLED'
    const last = permanent || cancelled || task.attempt >= mailAttempts
    const reason = error instanceof MailFailure ? error.reason : error instanceof AppError ? error.code : 'INTERNAL'
    await repository.markMissed(this.#ports.storage.db, row.id, { reason, last })
    task.log.warning('a letter could not be sent', { letterId: row.id, kind: row.kind, reason, last })
    this.#changed(row.id)
    if (error instanceof MailFailure && permanent) return { sent: false }
    throw error instanceof MailFailure ? new AppError('MAIL_FAILED', { reason }, { cause: error }) : error
  }

  async #enqueue(id: string): Promise<void> {
    await this.#ports.queue.enqueue(
      mailTask,
      { id },
      {
        deduplicationKey: `${mailTask}|${id}`,
        requestedBy: 'system',
        title: { code: 'notifications.task.mail', data: {} },
      },
    )
  }

  async #find(id: string): Promise<repository.OutboxRow> {
    const row = await repository.findLetter(this.#ports.storage.db, id)
    if (row === undefined) throw new AppError('NOT_FOUND', { resource: 'letter', id })
    return row
  }

  #changed(id: string): void {
    this.#ports.events.publish({ type: 'notifications.outbox.changed', id })
  }
}
