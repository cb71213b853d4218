import type { AccessDecisions } from '#main/features/security/index.ts'
import type { CallContext, Caller } from '#main/platform/caller.ts'
import type { Permission } from '#shared/contract/permissions.ts'

export type TaskAccess = Pick<AccessDecisions, 'scopeOf'>

/** Which tasks a caller has a right to: those asked for in their name, and those of everybody else. */
export interface SeenTasks {
  readonly callerId: string | null
  readonly own: boolean
  readonly others: boolean
}

/** The person in whose name something is asked for; of a key, whoever made it; null for the machine itself. */
function personOf(caller: Caller): string | null {
  return caller.kind === 'user' || caller.kind === 'api-key' ? caller.userId : null
}

/** A task has an owner and no classification: a rule that asks for one allows no task and denies every one. */
export function seenTasks(access: TaskAccess, context: CallContext, permission: Permission): SeenTasks {
  const { allowed, denied } = access.scopeOf(context, permission)
  const plain = allowed.filter(({ classifications }) => classifications === undefined)
  return {
    callerId: personOf(context.caller),
    own: plain.length > 0 && denied.length === 0,
    others: plain.some(({ ownerId }) => ownerId === undefined) && denied.every(({ ownerId }) => ownerId !== undefined),
  }
}

export function isSeen({ callerId, own, others }: SeenTasks, requestedBy: string): boolean {
  return requestedBy === callerId ? own : others
}
