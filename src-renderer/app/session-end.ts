import type { Session } from '#shared/features/security/values.ts'

/** What is to be said of a session's end at a moment. */
interface EndNotice {
  readonly state: 'quiet' | 'ending' | 'over'
  /** Nothing the person does can put the end off. */
  readonly isFinal: boolean
  readonly leftMs: number
  /** When something changes next, in milliseconds from now. */
  readonly nextMs: number
}

const longestTimerMs = 2 ** 31 - 1
const second = 1_000
const minute = 60_000

/** Whether a session is about to end by itself, and how long it still has. */
export function endNotice(
  session: Pick<Session, 'idleExpiresAt' | 'expiresAt' | 'warnBeforeMs'>,
  now: number,
): EndNotice {
  const idle = Date.parse(session.idleExpiresAt)
  const absolute = Date.parse(session.expiresAt)
  const leftMs = Math.min(idle, absolute) - now
  const isFinal = absolute <= idle
  if (leftMs <= 0) return { state: 'over', isFinal, leftMs: 0, nextMs: leftMs > -second ? second + leftMs : minute }
  if (leftMs <= session.warnBeforeMs) return { state: 'ending', isFinal, leftMs, nextMs: leftMs % second || second }
  return { state: 'quiet', isFinal, leftMs, nextMs: Math.min(longestTimerMs, leftMs - session.warnBeforeMs) }
}
