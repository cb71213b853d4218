import type { Application } from '#main/app/create-app.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { DesktopSession } from './calls.ts'

type Moment = 'suspend' | 'lock-screen'

/** The part of Electron's power monitor that tells when a person leaves the machine. */
export interface LockMoments {
  on(event: Moment, listener: () => void): unknown
  off(event: Moment, listener: () => void): unknown
}

/** The session ends when the machine is suspended or its screen is locked: whoever opens it signs in again. */
export function lockWithMachine(
  moments: LockMoments,
  app: Application,
  session: Pick<DesktopSession, 'lock'>,
  owner: Owner,
): void {
  const lock = () => {
    session.lock(app).catch((error: unknown) => app.log.error('the session could not be ended on locking', { error }))
  }
  const all: readonly Moment[] = ['suspend', 'lock-screen']
  for (const moment of all) moments.on(moment, lock)
  owner.own('locking with the machine', () => {
    for (const moment of all) moments.off(moment, lock)
  })
}
