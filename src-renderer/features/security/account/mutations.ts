import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { Session } from '#shared/features/security/values.ts'
import { takeUp } from '../entrance/session-cache.ts'

const { security } = queries

/** What one's own second factor has become is fetched anew, and the session goes on with its new token. */
function useTokenTaker(): { readonly onSuccess: (answer: { readonly session: Session }) => void } {
  const client = useQueryClient()
  return {
    onSuccess: ({ session }) => {
      takeUp(client, session)
      void client.invalidateQueries({ queryKey: security.twoFactor.status.key() })
      void client.invalidateQueries({ queryKey: security.session.listOwn.key() })
    },
  }
}

/** Changing the password ends all other sessions. */
export const useChangePassword = () => useMutation(security.changePassword.mutationOptions(useTokenTaker()))

export function useChangeLanguage() {
  const client = useQueryClient()
  return useMutation(
    security.changeLanguage.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: security.session.key() }),
    }),
  )
}

/** Setting up, renewing and disabling one's own second factor. */
export function useTwoFactorMutations() {
  const client = useQueryClient()
  const taker = useTokenTaker()
  const onSuccess = () => client.invalidateQueries({ queryKey: security.twoFactor.status.key() })
  return {
    setUp: useMutation(security.twoFactor.setUp.mutationOptions({ onSuccess })),
    enable: useMutation(security.twoFactor.enable.mutationOptions(taker)),
    renew: useMutation(security.twoFactor.renewBackupCodes.mutationOptions(taker)),
    disable: useMutation(security.twoFactor.disable.mutationOptions(taker)),
  }
}

/** Ending sessions of one's own. */
export function useEndOwnSessions() {
  const client = useQueryClient()
  return useMutation(
    security.session.endOwn.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: security.session.listOwn.key() }),
    }),
  )
}
