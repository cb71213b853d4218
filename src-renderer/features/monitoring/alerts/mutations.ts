import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, queries } from '#renderer/api/client.ts'

const { alerts, silences, maintenance } = queries.monitoring

/** Fetches anew what a change has made stale; events do the same for every other window. */
function useRefresh(...keys: readonly QueryKey[]) {
  const client = useQueryClient()
  return () => Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** What several calls came to: how many went well, and the first that did not. */
export interface Outcome {
  readonly done: number
  readonly failure: unknown
}

interface Acknowledgement {
  readonly ids: readonly string[]
  readonly note: string
  readonly until: string | null
}

async function acknowledgeAll({ ids, note, until }: Acknowledgement): Promise<Outcome> {
  let done = 0
  for (const id of ids) {
    try {
      await api.monitoring.alerts.acknowledge({ id, note, until })
      done += 1
    } catch (failure) {
      return { done, failure }
    }
  }
  return { done, failure: null }
}

/** What one can do about alerts. */
export function useAlertMutations() {
  const onSuccess = useRefresh(alerts.key())
  return {
    acknowledge: useMutation({ mutationFn: acknowledgeAll, onSuccess }),
    unacknowledge: useMutation(alerts.unacknowledge.mutationOptions({ onSuccess })),
    assign: useMutation(alerts.assign.mutationOptions({ onSuccess })),
    addNote: useMutation(alerts.addNote.mutationOptions({ onSuccess })),
  }
}

/** Making and ending silences. */
export function useSilenceMutations() {
  const onSuccess = useRefresh(silences.key(), alerts.key())
  return {
    create: useMutation(silences.create.mutationOptions({ onSuccess })),
    expire: useMutation(silences.expire.mutationOptions({ onSuccess })),
  }
}

/** Making, changing and deleting maintenance windows. */
export function useMaintenanceMutations() {
  const onSuccess = useRefresh(maintenance.key(), alerts.key())
  return {
    create: useMutation(maintenance.create.mutationOptions({ onSuccess })),
    update: useMutation(maintenance.update.mutationOptions({ onSuccess })),
    remove: useMutation(maintenance.remove.mutationOptions({ onSuccess })),
  }
}
