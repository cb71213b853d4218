import { useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { database } = queries

/** Measuring a query, trying an index for it, counting anew. */
export function useDatabaseMutations() {
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: database.queries.key() })
  return {
    measure: useMutation(database.explain.mutationOptions()),
    tryIndex: useMutation(database.tryIndex.mutationOptions()),
    reset: useMutation(database.reset.mutationOptions({ onSuccess })),
  }
}
