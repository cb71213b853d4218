import { createHmac, timingSafeEqual } from 'node:crypto'

/** Answers to a cookie's caller carry it, changes must bring it back; pages of other sites can read neither. */
export const csrfHeader = 'x-csrf-token'

/** The token that belongs to a session: it follows from the session's own secret and dies with it. */
export function csrfTokenOf(sessionToken: string): string {
  return createHmac('sha256', sessionToken).update('kuraban csrf token').digest('base64url')
}

export function isCsrfTokenOf(sessionToken: string, brought: string | readonly string[] | undefined): boolean {
  if (typeof brought !== 'string') return false
  const expected = Buffer.from(csrfTokenOf(sessionToken))
  const given = Buffer.from(brought)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
