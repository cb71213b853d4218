import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Invitation } from '#shared/features/security/contract/people.ts'
import type { Delivery, RoleReference } from '#shared/features/security/values.ts'
import { existingGroups, type GroupRow } from '../repository/groups.ts'
import * as invitations from '../repository/invitations.ts'
import * as users from '../repository/users.ts'
import { nameKeyOf } from '../user-name.ts'
import { assertMayGive, authorOf } from './granted-role.ts'
import { hashOfLetterSecret } from './letter-code.ts'
import type { WrittenLetter } from './people-letters.ts'
import type { PeoplePorts } from './people-ports.ts'

const lifeMs = 7 * 24 * 3_600_000

export interface NewInvitation {
  readonly name: string
  readonly email: string | null
  readonly role: RoleReference
  readonly groupIds: readonly string[]
  readonly language: Language
}

interface Sent {
  readonly invitation: Invitation
  readonly delivery: Delivery
}

/** Asking people to join: their place is made when they come. */
export class InvitationService {
  readonly #ports: PeoplePorts

  constructor(ports: PeoplePorts) {
    this.#ports = ports
  }

  list(page: PageInput): Promise<Page<Invitation>> {
    return invitations.listInvitations(this.#ports.storage.db, page, this.#now())
  }

  async create(input: NewInvitation, context: CallContext): Promise<Sent> {
    const { storage, audit } = this.#ports
    const { name, email, role, language } = input
    const groupIds = [...new Set(input.groupIds)]
    const { secret, by } = this.#newSecret(email)
    const row = this.#rowOf(input, groupIds, secret, context)
    const letter = await storage.transaction(async (tx) => {
      await assertMayGive(tx, context, role)
      await this.#assertMayJoin(tx, await this.#groups(tx, groupIds), context)
      await this.#assertFree(tx, input)
      await invitations.insertInvitation(tx, row)
      const detail = { after: { name, email, role, groupIds, language } }
      await audit.record(tx, context, { action: 'security.invitations.create', target: row.id, detail })
      return this.#write(tx, row, { secret, by })
    })
    return this.#sent(row, letter)
  }

  async resend(id: string, context: CallContext): Promise<Sent> {
    const { storage, audit } = this.#ports
    const { row, letter } = await storage.transaction(async (tx) => {
      const found = await this.#find(tx, id)
      await assertMayGive(tx, context, found.role)
      await this.#assertMayJoin(tx, await existingGroups(tx, invitations.groupIdsOf(found)), context)
      const { secret, by } = this.#newSecret(found.email)
      const renewed = { secretHash: hashOfLetterSecret(secret), expiresAt: this.#now() + lifeMs }
      const changed = await invitations.changeOpenInvitation(tx, id, renewed)
      if (changed === undefined) throw new AppError('STALE', { resource: 'invitation', id })
      await audit.record(tx, context, { action: 'security.invitations.resend', target: id })
      return { row: changed, letter: await this.#write(tx, changed, { secret, by }) }
    })
    return this.#sent(row, letter)
  }

  async withdraw(id: string, context: CallContext): Promise<Invitation> {
    const { storage, audit, events } = this.#ports
    const row = await storage.transaction(async (tx) => {
      await this.#find(tx, id)
      const changed = await invitations.changeOpenInvitation(tx, id, { state: 'withdrawn' })
      if (changed === undefined) throw new AppError('STALE', { resource: 'invitation', id })
      await audit.record(tx, context, { action: 'security.invitations.withdraw', target: id })
      return changed
    })
    events.publish({ type: 'security.invitation.changed', id })
    return invitations.toInvitation(row, this.#now())
  }

  #newSecret(email: string | null) {
    const { letters } = this.#ports
    const by = letters.canMail(email) ? ('mail' as const) : ('letter' as const)
    return { by, secret: letters.newSecret(by) }
  }

  #rowOf(
    { name, email, role, language }: NewInvitation,
    groupIds: readonly string[],
    secret: string,
    { caller }: CallContext,
  ): invitations.InvitationRow {
    const now = this.#now()
    return {
      ...{ id: newId(), name, email, role, language, groupIds: JSON.stringify(groupIds) },
      ...{ invitedBy: authorOf(caller), secretHash: hashOfLetterSecret(secret), state: 'open' },
      ...{ createdAt: now, expiresAt: now + lifeMs },
    }
  }

  async #groups(tx: DatabaseHandle, groupIds: readonly string[]): Promise<GroupRow[]> {
    const groups = await existingGroups(tx, groupIds)
    const missing = groupIds.find((id) => !groups.some((group) => group.id === id))
    if (missing !== undefined) throw new AppError('NOT_FOUND', { resource: 'group', id: missing })
    return groups
  }

  async #assertMayJoin(tx: DatabaseHandle, groups: readonly GroupRow[], context: CallContext): Promise<void> {
    for (const { role } of groups) await assertMayGive(tx, context, role)
  }

  /** Nobody is asked twice, and nobody who is there already. */
  async #assertFree(tx: DatabaseHandle, { name, email }: NewInvitation): Promise<void> {
    const byName = await users.findUserByNameKey(tx, nameKeyOf(name))
    const byEmail = email === null ? undefined : await users.findUserByEmailKey(tx, nameKeyOf(email))
    const invited = await invitations.isInvited(tx, { name, email, now: this.#now() })
    const field = byName !== undefined ? 'name' : byEmail !== undefined ? 'email' : invited
    if (field === null) return
    throw new AppError('CONFLICT', { resource: 'user', field, value: field === 'name' ? name : (email ?? '') })
  }

  #write(
    tx: DatabaseHandle,
    row: invitations.InvitationRow,
    { secret, by }: { secret: string; by: 'mail' | 'letter' },
  ): Promise<WrittenLetter> {
    const { expiresAt, invitedBy: author } = row
    const letter = { kind: 'invitation', page: 'invitation', secret, by, expiresAt, author } as const
    return this.#ports.letters.writeSecret(tx, row, letter)
  }

  async #sent(row: invitations.InvitationRow, { delivery, outboxId }: WrittenLetter): Promise<Sent> {
    const { letters, events } = this.#ports
    events.publish({ type: 'security.invitation.changed', id: row.id })
    await letters.send([outboxId])
    return { invitation: invitations.toInvitation(row, this.#now()), delivery }
  }

  async #find(tx: DatabaseHandle, id: string): Promise<invitations.InvitationRow> {
    const found = await invitations.findInvitation(tx, id)
    if (found === undefined) throw new AppError('NOT_FOUND', { resource: 'invitation', id })
    return found
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}
