import { useQueryClient } from '@tanstack/react-query'
import { useLayoutEffect, useState } from 'react'
import { forgetAnswers } from '#renderer/features/security/index.ts'
import { bindDrafts } from '#renderer/ui/form/drafts.ts'
import type { Session } from '#shared/features/security/values.ts'

interface Person {
  readonly userId: string
  readonly sessionId: string
}

/**
 * Makes the window ready for whoever has signed in: the same person goes on with what is fetched anew; another person
 * finds nothing of the one before. True once it is ready.
 */
export function usePerson(current: Session | null, onAnother: () => void): boolean {
  const client = useQueryClient()
  const [ready, setReady] = useState<Person | null>(null)
  useLayoutEffect(() => {
    if (current === null) return
    const person = { userId: current.user.id, sessionId: current.id }
    if (ready?.userId === person.userId && ready.sessionId === person.sessionId) return
    bindDrafts(person.userId)
    if (ready !== null && ready.userId !== person.userId) {
      forgetAnswers(client)
      onAnother()
    }
    if (ready?.userId === person.userId) void client.invalidateQueries()
    setReady(person)
  }, [current, ready, client, onAnother])
  return current !== null && ready?.userId === current.user.id
}

/**
 * The session whose screen stays, with all that was typed into it, after it has ended by itself or been locked; null once
 * the person has left on purpose or was sent out.
 */
export function useKeptSession(current: Session | null, mayStay: (session: Session) => boolean): Session | null {
  const [kept, setKept] = useState<Session | null>(null)
  const next = current ?? (kept !== null && mayStay(kept) ? kept : null)
  if (next !== kept) setKept(next)
  return next
}
