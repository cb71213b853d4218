import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { queries, renewConnection } from '#renderer/api/client.ts'
import type { Session } from '#shared/features/security/values.ts'
import { sessionQuery } from './queries.ts'

/** Forgets what belonged to the person before, and goes on as the new one. */
function becomes(client: QueryClient, session: Session | null): void {
  renewConnection()
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== undefined && !isSecurity(query.queryKey[0]) })
  client.setQueryData(sessionQuery().queryKey, { session, ended: session === null ? 'signed-out' : null })
  void client.invalidateQueries({ queryKey: queries.security.setup.key() })
}

const isSecurity = (path: unknown) => Array.isArray(path) && path[0] === 'security' && path[1] !== 'users'

export function useSignIn() {
  const client = useQueryClient()
  return useMutation(
    queries.security.signIn.mutationOptions({
      onSuccess: (answer) => {
        if (answer.outcome === 'signed-in') becomes(client, answer.session)
      },
    }),
  )
}

export function useSignOut() {
  const client = useQueryClient()
  return useMutation(queries.security.signOut.mutationOptions({ onSuccess: () => becomes(client, null) }))
}

export function useCompleteSetup() {
  const client = useQueryClient()
  return useMutation(
    queries.security.setup.complete.mutationOptions({ onSuccess: ({ session }) => becomes(client, session) }),
  )
}

export function useClaimSignInLink() {
  const client = useQueryClient()
  return useMutation(
    queries.security.claimSignInLink.mutationOptions({
      onSuccess: (claimed) => {
        if (claimed.outcome === 'signed-in') becomes(client, claimed.session)
      },
    }),
  )
}

export function useChangePassword() {
  const client = useQueryClient()
  return useMutation(
    queries.security.changePassword.mutationOptions({
      onSuccess: ({ session }) => {
        renewConnection()
        client.setQueryData(sessionQuery().queryKey, { session, ended: null })
      },
    }),
  )
}

export function useChangeLanguage() {
  const client = useQueryClient()
  return useMutation(
    queries.security.changeLanguage.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: queries.security.session.key() }),
    }),
  )
}

export function useExtendSession() {
  const client = useQueryClient()
  return useMutation(
    queries.security.session.extend.mutationOptions({
      onSuccess: (session) => client.setQueryData(sessionQuery().queryKey, { session, ended: null }),
    }),
  )
}

/** Adding, changing and deleting people; the list is fetched anew after each. */
export function usePeopleMutations() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: queries.security.users.key() })
  return {
    add: useMutation(queries.security.users.create.mutationOptions({ onSuccess })),
    setRole: useMutation(queries.security.users.setRole.mutationOptions({ onSuccess })),
    remove: useMutation(queries.security.users.remove.mutationOptions({ onSuccess })),
  }
}
