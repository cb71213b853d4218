import type { Caller } from '#main/platform/caller.ts'

/** Who did something, as alerts and silences remember it. */
export interface ActingPerson {
  readonly id: string
  readonly name: string
}

export function actingPerson(caller: Caller): ActingPerson {
  switch (caller.kind) {
    case 'user':
      return { id: caller.userId, name: caller.name }
    case 'api-key':
      return { id: caller.keyId, name: caller.name }
    case 'local-operator':
      return { id: 'local-operator', name: caller.systemUser }
    case 'anonymous':
    case 'system':
      return { id: caller.kind, name: caller.kind }
  }
}
