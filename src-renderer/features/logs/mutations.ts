import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { logs } = queries

function useRefresh(key: QueryKey) {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: key })
}

/** Keeping a filter under a name, and forgetting it. */
export function useFilterMutations() {
  const onSuccess = useRefresh(logs.filters.key())
  return {
    save: useMutation(logs.filters.save.mutationOptions({ onSuccess })),
    remove: useMutation(logs.filters.remove.mutationOptions({ onSuccess })),
  }
}

/** Opening files and bundles beside the own log, and closing them. */
export function useSourceMutations() {
  const onSuccess = useRefresh(logs.sources.key())
  return {
    open: useMutation(logs.open.mutationOptions({ onSuccess })),
    close: useMutation(logs.close.mutationOptions({ onSuccess })),
  }
}

export const useExportLines = () => useMutation(logs.exportLines.mutationOptions())

/** Looking at what a support bundle would hold, and writing it. */
export function useBundleMutations() {
  return {
    preview: useMutation(logs.supportBundle.preview.mutationOptions()),
    create: useMutation(logs.supportBundle.create.mutationOptions()),
  }
}

/** Sends a line to where the log is shipped, to see whether it arrives. */
export function useShippingTest() {
  const onSuccess = useRefresh(logs.shipping.key())
  return useMutation(logs.shipping.test.mutationOptions({ onSuccess }))
}
