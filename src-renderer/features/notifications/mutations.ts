import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, queries } from '#renderer/api/client.ts'

const { outbox, mail } = queries.notifications

/** Sending letters again, trying the mail server, and keeping its password. */
export function useMailMutations() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: queries.notifications.key() })
  return {
    retry: useMutation(outbox.retry.mutationOptions({ onSuccess })),
    test: useMutation(mail.test.mutationOptions({ onSuccess })),
    setPassword: useMutation(mail.setPassword.mutationOptions({ onSuccess })),
  }
}

/** Fetches a letter to print or save; it may hold a secret and is not kept longer than it is shown. */
export function useLetter() {
  return useMutation({ mutationFn: (id: string) => api.notifications.outbox.letter({ id }), gcTime: 0 })
}
