import type { Storage } from '#main/storage/storage.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import { activeUsers } from '../repository/users.ts'
import type { AccessDecisions } from './access-decisions.ts'
import { callerWithoutSession } from './caller-without-session.ts'

/** Somebody who holds a permission. */
export interface Holder {
  readonly id: string
  readonly name: string
}

const lookedAtMost = 2000

/** The active people who hold a permission, in the order of their names. */
export async function holdersOf(
  { storage, access }: { readonly storage: Pick<Storage, 'db'>; readonly access: AccessDecisions },
  permission: Permission,
): Promise<Holder[]> {
  const users = await activeUsers(storage.db, lookedAtMost)
  return users
    .filter((user) => access.decide(callerWithoutSession(user), permission, { remoteAddress: '' }).allowed)
    .map(({ id, name }) => ({ id, name }))
}
