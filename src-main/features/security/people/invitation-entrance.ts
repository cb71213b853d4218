import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import { roleReferenceSchema } from '#shared/features/security/values.ts'
import { addMemberships, existingGroups } from '../repository/groups.ts'
import { recomputeHeldAccess } from '../repository/held-access.ts'
import * as invitations from '../repository/invitations.ts'
import { newUserRow } from '../repository/new-user.ts'
import * as users from '../repository/users.ts'
import type { BegunSession } from '../sessions/session-service.ts'
import { nameKeyOf } from '../user-name.ts'
import { hashOfLetterSecret } from './letter-code.ts'
import type { PeoplePorts } from './people-ports.ts'
import { unlessTaken } from './taken.ts'

const way = { method: 'invitation', action: 'security.invitationEntrance.accept' } as const

/** Who takes up an invitation, as they wish to be known. */
export interface Newcomer {
  readonly secret: string
  readonly name: string
  readonly password: string
  readonly language: Language
}

/** Taking up an invitation: once, while it is open. */
export class InvitationEntrance {
  readonly #ports: PeoplePorts

  constructor(ports: PeoplePorts) {
    this.#ports = ports
  }

  async look(secret: string) {
    const { name, invitedBy, language } = await this.#find(this.#ports.storage.db, secret)
    return { siteName: this.#ports.site().siteName, name, invitedBy, language }
  }

  /** The person is there and signed in, or nothing has happened. */
  async accept(input: Newcomer, context: CallContext): Promise<BegunSession> {
    const { storage, passwords, entrance, events } = this.#ports
    const open = await this.#find(storage.db, input.secret)
    const row = this.#rowOf(open, input, await passwords.accept(input.password, input.name))
    const entered = await unlessTaken(row, () =>
      storage.transaction(async (tx) => {
        if (!(await invitations.takeInvitation(tx, open.secretHash, this.#now()))) {
          throw new AppError('INVITATION_INVALID', {})
        }
        await this.#join(tx, row, open)
        return entrance.enter(tx, row.id, context, way)
      }),
    )
    if (entered.outcome !== 'signed-in') throw new AppError('INVITATION_INVALID', {})
    events.publish({ type: 'security.user.changed', id: row.id })
    events.publish({ type: 'security.invitation.changed', id: open.id })
    return entered.begun
  }

  /** Groups that are gone meanwhile are left out. */
  async #join(tx: DatabaseHandle, row: users.UserRow, open: invitations.InvitationRow): Promise<void> {
    await users.insertUser(tx, row)
    const groups = await existingGroups(tx, invitations.groupIdsOf(open))
    await addMemberships(
      tx,
      row.id,
      groups.map(({ id }) => id),
    )
    await recomputeHeldAccess(tx, [row.id])
  }

  #rowOf(open: invitations.InvitationRow, { name, language }: Newcomer, passwordHash: string): users.UserRow {
    const createdAt = this.#now()
    const role = roleReferenceSchema.parse(open.role)
    const given = { id: newId(), name, nameKey: nameKeyOf(name), role, language, passwordHash, createdAt }
    return newUserRow(given, { email: open.email, emailKey: open.email === null ? null : nameKeyOf(open.email) })
  }

  async #find(db: DatabaseHandle, secret: string): Promise<invitations.InvitationRow> {
    const found = await invitations.findOpenInvitation(db, hashOfLetterSecret(secret), this.#now())
    if (found === undefined) throw new AppError('INVITATION_INVALID', {})
    return found
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}
