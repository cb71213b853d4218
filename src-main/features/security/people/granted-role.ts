import type { CallContext, Caller } from '#main/platform/caller.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import { assertMayGrant, assertMayLift } from '../authorization/granting.ts'
import { grantsOf } from '../repository/held-access.ts'
import { heldAccessOf, type UserRow } from '../repository/users.ts'

/** Lets the role be given to somebody: it exists, and the caller holds all it gives. */
export async function assertMayGive(tx: DatabaseHandle, { caller }: CallContext, role: string | null): Promise<void> {
  if (role === null) return
  const grant = (await grantsOf(tx, [role])).get(role)
  if (grant === undefined) throw new AppError('NOT_FOUND', { resource: 'role', id: role })
  assertMayGrant(caller, grant.held)
}

/** Lets the role be taken from somebody, who gets another one instead or none: what it denied is given by that. */
export async function assertMayTake(
  tx: DatabaseHandle,
  { caller }: CallContext,
  role: string | null,
  instead: string | null,
): Promise<void> {
  const grants = await grantsOf(
    tx,
    [role, instead].filter((one) => one !== null),
  )
  const heldBy = (one: string | null) => grants.get(one ?? '')?.held ?? { builtInRoles: [], rules: [] }
  assertMayLift(caller, heldBy(role), heldBy(instead))
}

/** Whoever resets, disables or renames somebody has power over all they hold. */
export function assertMayRule(caller: Caller, user: Pick<UserRow, 'heldAccess'>): void {
  assertMayGrant(caller, heldAccessOf(user))
}

/** Who did it, as letters to people name them. */
export function authorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'user':
    case 'api-key':
      return caller.name
    case 'local-operator':
      return caller.systemUser
    case 'anonymous':
    case 'system':
      return 'Kuraban'
  }
}
