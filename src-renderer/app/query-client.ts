import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import { failureOf } from '#renderer/ui/failure/failure.ts'

/** Failures that say that the session is not what this window takes it for. */
const sessionCodes: readonly string[] = ['UNAUTHENTICATED', 'SESSION_EXPIRED', 'SESSION_RESTRICTED']

/** Tries once more by itself only when the way was lost; everything else is a person's decision. */
function retry(failures: number, error: unknown): boolean {
  return failures < 1 && failureOf(error).code === 'CONNECTION_LOST'
}

/** Data is fresh until an event says otherwise; the program is asked even when the machine is offline. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    if (sessionCodes.includes(failureOf(error).code))
      void client.invalidateQueries({ queryKey: queries.security.session.key() })
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry },
      mutations: { networkMode: 'always', retry: false },
    },
  })
  return client
}
