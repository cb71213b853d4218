import type { QueryClient } from '@tanstack/react-query'
import { queries, renewConnection } from '#renderer/api/client.ts'
import type { Session } from '#shared/features/security/values.ts'
import { sessionQuery } from '../queries.ts'

/** Goes on with a session that has begun, or with the new token of the one there is. */
export function takeUp(client: QueryClient, session: Session): void {
  renewConnection()
  client.setQueryData(sessionQuery().queryKey, { session, ended: null })
  void client.invalidateQueries({ queryKey: queries.security.setup.key() })
}

const departureKey = ['departure']

/**
 * Says beforehand that the person leaves on purpose, since the end of their session may be heard of before the answer;
 * undone by calling what it answers.
 */
export function depart(client: QueryClient): () => void {
  client.setQueryData(departureKey, client.getQueryData(sessionQuery().queryKey)?.session?.id ?? null)
  return () => client.setQueryData(departureKey, null)
}

/** Forgets everything of the person who has left on purpose. */
export function leave(client: QueryClient): void {
  renewConnection()
  forgetAnswers(client)
  client.setQueryData(sessionQuery().queryKey, { session: null, ended: null })
  void client.invalidateQueries({ queryKey: queries.security.setup.key() })
}

/** Whether the person has left that session on purpose, in this window. */
export function hasDeparted(client: QueryClient, session: Session): boolean {
  return client.getQueryData(departureKey) === session.id
}

/** Drops every answer but who is signed in and what one must know before. */
export function forgetAnswers(client: QueryClient): void {
  const { queryKey: setupKey } = queries.security.setup.status.queryOptions()
  const kept = [sessionQuery().queryKey, setupKey, departureKey].map((key) => JSON.stringify(key))
  client.removeQueries({ predicate: ({ queryKey }) => !kept.includes(JSON.stringify(queryKey)) })
}
