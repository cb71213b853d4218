import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { rules } = queries.monitoring

function useRefresh(...keys: readonly QueryKey[]) {
  const client = useQueryClient()
  return () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** Tuning rules beside their files, and the site's own files. */
export function useRuleMutations() {
  const onSuccess = useRefresh(rules.key())
  return {
    tune: useMutation(rules.tune.mutationOptions({ onSuccess })),
    resetTuning: useMutation(rules.resetTuning.mutationOptions({ onSuccess })),
    save: useMutation(rules.files.save.mutationOptions({ onSuccess })),
    remove: useMutation(rules.files.remove.mutationOptions({ onSuccess })),
  }
}
