import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

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
