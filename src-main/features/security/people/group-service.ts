import type { CallContext } from '#main/platform/caller.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { isUniqueViolation } from '#main/storage/storage-error.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Group } from '#shared/features/security/contract/people.ts'
import type { RoleReference } from '#shared/features/security/values.ts'
import * as groups from '../repository/groups.ts'
import { recomputeHeldAccess } from '../repository/held-access.ts'
import { existingUsers } from '../repository/users.ts'
import { nameKeyOf } from '../user-name.ts'
import { assertMayGive, assertMayTake } from './granted-role.ts'
import { keepingAnAdministrator } from './last-administrator.ts'
import type { PeoplePorts } from './people-ports.ts'

export interface GroupInput {
  readonly name: string
  readonly role: RoleReference | null
}

/** People who share a role; what members hold is written anew with each change. */
export class GroupService {
  readonly #ports: PeoplePorts

  constructor(ports: PeoplePorts) {
    this.#ports = ports
  }

  list(page: PageInput): Promise<Page<Group>> {
    return groups.listGroups(this.#ports.storage.db, page)
  }

  async create({ name, role }: GroupInput, context: CallContext): Promise<Group> {
    const { storage, audit } = this.#ports
    const now = this.#now()
    const row = { id: newId(), name, nameKey: nameKeyOf(name), role, createdAt: now, updatedAt: now }
    await unlessNameTaken(name, () =>
      storage.transaction(async (tx) => {
        await assertMayGive(tx, context, role)
        await groups.insertGroup(tx, row)
        const detail = { after: { name, role } }
        await audit.record(tx, context, { action: 'security.groups.create', target: row.id, detail })
      }),
    )
    return this.#announced(row.id, [])
  }

  async update(id: string, { name, role }: GroupInput, context: CallContext): Promise<Group> {
    const affected = await unlessNameTaken(name, () =>
      this.#change(id, context, async (tx, before) => {
        await assertMayGive(tx, context, role)
        await assertMayTake(tx, context, before.role, role)
        await groups.updateGroup(tx, id, { name, nameKey: nameKeyOf(name), role, updatedAt: this.#now() })
        const detail = { before: { name: before.name, role: before.role }, after: { name, role } }
        await this.#ports.audit.record(tx, context, { action: 'security.groups.update', target: id, detail })
        return groups.membersOf(tx, id)
      }),
    )
    return this.#announced(id, affected)
  }

  async setMembers(id: string, userIds: readonly string[], context: CallContext): Promise<Group> {
    const wantedIds = new Set(userIds)
    const wanted = [...wantedIds]
    const affected = await this.#change(id, context, async (tx, group) => {
      const known = await existingUsers(tx, wanted)
      const missing = wanted.find((userId) => !known.has(userId))
      if (missing !== undefined) throw new AppError('NOT_FOUND', { resource: 'user', id: missing })
      const before = new Set(await groups.membersOf(tx, id))
      await groups.replaceMembers(tx, id, wanted)
      const added = wanted.filter((userId) => !before.has(userId))
      const removed = [...before].filter((userId) => !wantedIds.has(userId))
      if (removed.length > 0) await assertMayTake(tx, context, group.role, null)
      const detail = { added, removed }
      await this.#ports.audit.record(tx, context, { action: 'security.groups.setMembers', target: id, detail })
      return [...added, ...removed]
    })
    return this.#announced(id, affected)
  }

  async remove(id: string, context: CallContext): Promise<void> {
    const affected = await this.#change(id, context, async (tx, before) => {
      const members = await groups.membersOf(tx, id)
      await assertMayTake(tx, context, before.role, null)
      await groups.deleteGroup(tx, id)
      const detail = { before: { name: before.name, role: before.role, members } }
      const gone = { target: id, targetName: before.name }
      await this.#ports.audit.record(tx, context, { action: 'security.groups.remove', ...gone, detail })
      return members
    })
    this.#announce(id, affected)
  }

  /** One unit of work: `change` answers whom it affects, and what they hold is written anew. */
  #change(
    id: string,
    context: CallContext,
    change: (tx: DatabaseHandle, before: Group) => Promise<string[]>,
  ): Promise<string[]> {
    return this.#ports.storage.transaction((tx) =>
      keepingAnAdministrator(tx, async () => {
        const before = await groups.findGroup(tx, id)
        if (before === undefined) throw new AppError('NOT_FOUND', { resource: 'group', id })
        await assertMayGive(tx, context, before.role)
        return recomputeHeldAccess(tx, await change(tx, before))
      }),
    )
  }

  async #announced(id: string, affected: readonly string[]): Promise<Group> {
    this.#announce(id, affected)
    const group = await groups.findGroup(this.#ports.storage.db, id)
    if (group === undefined) throw new AppError('NOT_FOUND', { resource: 'group', id })
    return group
  }

  #announce(id: string, affected: readonly string[]): void {
    const { events } = this.#ports
    events.publish({ type: 'security.group.changed', id })
    for (const userId of affected) events.publish({ type: 'security.user.changed', id: userId })
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

async function unlessNameTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    throw new AppError('CONFLICT', { resource: 'group', field: 'name', value: name }, { cause: error })
  }
}
