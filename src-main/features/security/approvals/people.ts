import type { Caller } from '#main/platform/caller.ts'

/** A person as two of them decide together. */
export interface ApprovalPerson {
  readonly id: string
  readonly name: string
}

/** Id of whoever owns the data folder: no user has it. */
export const localOperatorId = 'local-operator'

/** The person behind a caller: of a key, whoever made it. Null for the program itself and for strangers. */
export function personBehind(caller: Caller): ApprovalPerson | null {
  switch (caller.kind) {
    case 'user':
    case 'api-key':
      return { id: caller.userId, name: caller.name }
    case 'local-operator':
      return { id: localOperatorId, name: caller.systemUser }
    case 'system':
    case 'anonymous':
      return null
  }
}
