import { setTimeout as wait } from 'node:timers/promises'
import { BreakGlass } from './break-glass.ts'
import { GroupService } from './group-service.ts'
import { InvitationEntrance } from './invitation-entrance.ts'
import { InvitationService } from './invitation-service.ts'
import { PasswordResetService } from './password-reset-service.ts'
import { type LetterPorts, PeopleLetters } from './people-letters.ts'
import type { PeoplePorts } from './people-ports.ts'
import { RecoveryService } from './recovery-service.ts'
import { UserService } from './user-service.ts'

type GivenPorts = Omit<PeoplePorts, 'letters' | 'wait'> & LetterPorts & Partial<Pick<PeoplePorts, 'wait'>>

/** Everybody who may sign in, what they share, and how they come and come back. */
export function createPeople(given: GivenPorts) {
  const pause = given.wait ?? ((ms: number) => wait(ms))
  const ports: PeoplePorts = { ...given, wait: pause, letters: new PeopleLetters(given) }
  const users = new UserService(ports)
  return {
    users,
    groups: new GroupService(ports),
    invitations: new InvitationService(ports),
    invitationEntrance: new InvitationEntrance(ports),
    resets: new PasswordResetService(ports),
    recovery: new RecoveryService(ports, users),
    breakGlass: new BreakGlass(ports, users),
  }
}

export type People = ReturnType<typeof createPeople>
