import type { Session, SessionEnd, User } from '#shared/features/security/values.ts'
import { me, session } from './people-sample.ts'
import { idOf } from './sample.ts'
import { variant } from './variant.ts'

const strangers = ['setup', 'setup-link', 'sign-in', 'sign-in-ways', 'development', 'expired']

const state: { live: Session | null; ended: SessionEnd | null; endsByItself: boolean } = {
  live: strangers.includes(variant) ? null : session(),
  ended: variant === 'expired' ? 'idle' : null,
  endsByItself: variant === 'ended' || variant === 'ending',
}

/** Whoever is signed in, as the program would answer now. */
export function currentSession(): { readonly session: Session | null; readonly ended: SessionEnd | null } {
  if (state.live !== null && state.endsByItself && Date.parse(state.live.idleExpiresAt) <= Date.now()) end('idle')
  return { session: state.live, ended: state.ended }
}

/** Signs somebody in under that name; another name is another person. */
export function begin(name = me.name) {
  const user: User = name === me.name ? me : { ...me, id: idOf(9, 99), name }
  state.live = { ...session(), user, duty: null }
  state.ended = null
  state.endsByItself = false
  return { outcome: 'signed-in' as const, session: state.live, token: null }
}

/** Changes what is known of whoever is signed in. */
export function changeSession(change: (before: Session) => Session): Session {
  state.live = change(state.live ?? session())
  return state.live
}

export function end(reason: SessionEnd): void {
  state.live = null
  state.ended = reason
}

/** Somebody is there: the session goes on. */
export function extend(): Session {
  state.endsByItself = false
  return changeSession((before) => ({
    ...before,
    idleExpiresAt: new Date(Date.now() + 30 * 60_000).toISOString(),
  }))
}
