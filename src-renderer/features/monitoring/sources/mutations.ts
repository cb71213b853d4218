import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'

const { checks, scrapes, heartbeats } = queries.monitoring

function useRefresh(...keys: readonly QueryKey[]) {
  const client = useQueryClient()
  return () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** Making, changing, deleting and trying active checks. */
export function useCheckMutations() {
  const onSuccess = useRefresh(checks.key())
  return {
    create: useMutation(checks.create.mutationOptions({ onSuccess })),
    update: useMutation(checks.update.mutationOptions({ onSuccess })),
    remove: useMutation(checks.remove.mutationOptions({ onSuccess })),
    tryOut: useMutation(checks.tryOut.mutationOptions()),
  }
}

/** Making, changing, deleting and trying endpoints that are read. */
export function useScrapeMutations() {
  const onSuccess = useRefresh(scrapes.key())
  return {
    create: useMutation(scrapes.create.mutationOptions({ onSuccess })),
    update: useMutation(scrapes.update.mutationOptions({ onSuccess })),
    remove: useMutation(scrapes.remove.mutationOptions({ onSuccess })),
    tryOut: useMutation(scrapes.tryOut.mutationOptions()),
  }
}

/** Making, changing and deleting jobs that report in; their token is answered once and kept nowhere. */
export function useHeartbeatMutations() {
  const onSuccess = useRefresh(heartbeats.key())
  return {
    create: useMutation(heartbeats.create.mutationOptions({ onSuccess, gcTime: 0 })),
    update: useMutation(heartbeats.update.mutationOptions({ onSuccess })),
    renewToken: useMutation(heartbeats.renewToken.mutationOptions({ onSuccess, gcTime: 0 })),
    remove: useMutation(heartbeats.remove.mutationOptions({ onSuccess })),
  }
}
