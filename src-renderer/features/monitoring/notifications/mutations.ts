import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { notifications } = queries.monitoring

/** Ways of telling people, and who is told what. */
export function useTellingMutations() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: notifications.key() })
  const { channels, routing } = notifications
  return {
    create: useMutation(channels.create.mutationOptions({ onSuccess })),
    update: useMutation(channels.update.mutationOptions({ onSuccess })),
    remove: useMutation(channels.remove.mutationOptions({ onSuccess })),
    test: useMutation(channels.test.mutationOptions({ onSettled: onSuccess })),
    saveRouting: useMutation(routing.save.mutationOptions({ onSuccess })),
    explain: useMutation(routing.explain.mutationOptions()),
  }
}
