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

/** Forgets everything of the person who has left on purpose. */
export function leave(client: QueryClient): void {
  const { queryKey } = sessionQuery()
  const left = client.getQueryData(queryKey)?.session?.id ?? null
  renewConnection()
  forgetAnswers(client)
  client.setQueryData(departureKey, left)
  client.setQueryData(queryKey, { session: null, ended: null })
  void client.invalidateQueries({ queryKey: queries.security.setup.key() })
}

/** Whether the person has left that session on purpose, in this window. */
export function hasDeparted(client: QueryClient, session: Session): boolean {
  return client.getQueryData(departureKey) === session.id
}

/** Drops every answer but who is signed in and what one must know before. */
export function forgetAnswers(client: QueryClient): void {
  const kept = [sessionQuery(), queries.security.setup.status.queryOptions()].map(({ queryKey }) =>
    JSON.stringify(queryKey),
  )
  client.removeQueries({ predicate: ({ queryKey }) => !kept.includes(JSON.stringify(queryKey)) })
}
