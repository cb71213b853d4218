import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { Session } from '#shared/features/security/values.ts'
import { depart, leave, takeUp } from './session-cache.ts'

const { security } = queries

type Answer = { readonly session: Session } | { readonly outcome: 'setup' | 'sign-in' | 'two-factor' }

/** Takes the session up that an answer brings; what asks for a second factor brings none yet. */
function useSessionTaker(): { readonly onSuccess: (answer: Answer) => void } {
  const client = useQueryClient()
  return {
    onSuccess: (answer) => {
      if ('session' in answer) takeUp(client, answer.session)
    },
  }
}

export const useSignIn = () => useMutation(security.signIn.mutationOptions(useSessionTaker()))
export const useVerifyTwoFactor = () => useMutation(security.twoFactor.verify.mutationOptions(useSessionTaker()))
export const useDevelopmentSignIn = () => useMutation(security.developmentSignIn.mutationOptions(useSessionTaker()))
export const useCompleteSetup = () => useMutation(security.setup.complete.mutationOptions(useSessionTaker()))
export const useClaimSignInLink = () => useMutation(security.claimSignInLink.mutationOptions(useSessionTaker()))
export const useBeginSingleSignOn = () => useMutation(security.singleSignOn.begin.mutationOptions())
export const useCompleteSingleSignOn = () =>
  useMutation(security.singleSignOn.complete.mutationOptions(useSessionTaker()))
export const useRequestPasswordReset = () => useMutation(security.passwordReset.request.mutationOptions())
export const useCompletePasswordReset = () =>
  useMutation(security.passwordReset.complete.mutationOptions(useSessionTaker()))
export const useAcceptInvitation = () =>
  useMutation(security.invitationEntrance.accept.mutationOptions(useSessionTaker()))

/** Proves again who is there; the session goes on with a new token. */
export const useStepUp = () => useMutation(security.session.stepUp.mutationOptions(useSessionTaker()))

export function useSignOut() {
  const client = useQueryClient()
  return useMutation(
    security.signOut.mutationOptions({
      onMutate: () => depart(client),
      onSuccess: () => leave(client),
      onError: (_error, _input, stay) => stay?.(),
    }),
  )
}

export function useExtendSession() {
  const client = useQueryClient()
  return useMutation(
    security.session.extend.mutationOptions({
      onSuccess: (session) =>
        client.setQueryData(security.session.current.queryOptions().queryKey, { session, ended: null }),
    }),
  )
}
