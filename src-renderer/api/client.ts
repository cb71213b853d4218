import { createORPCClient, DynamicLink, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { Contract } from '#shared/contract/root.ts'
import { connection } from './connection.ts'
import { createPortTransport } from './port-transport.ts'
import { stepUpDesk, withProof } from './step-up.ts'
import type { CallContext, Transport } from './transport.ts'
import { createWebTransport } from './web-transport.ts'

/** A call got no answer because the way to the program broke. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError'
}

let transport: Transport | undefined

function chooseTransport(): Transport {
  return window.kuraban === undefined
    ? createWebTransport(document.baseURI, connection)
    : createPortTransport(window, window.kuraban, connection)
}

function currentTransport(): Transport {
  transport ??= chooseTransport()
  return transport
}

const link = new DynamicLink<CallContext>(async (_options, path) => {
  const chosen = await currentTransport().linkFor(path)
  return {
    call: async (callPath, input, options) => {
      try {
        return await withProof(stepUpDesk, () => chosen.call(callPath, input, options))
      } catch (error) {
        if (error instanceof ORPCError || options.signal?.aborted === true) throw error
        throw new ConnectionLostError('The call got no answer', { cause: error })
      }
    },
  }
})

/** Everything one can ask of the program, typed by its contract. Errors carry the codes of the registry. */
export const api: ContractRouterClient<Contract, CallContext> = createORPCClient(link)

/** Query and mutation options for every procedure, with keys that events can invalidate. */
export const queries = createTanstackQueryUtils(api)

/** Call after the session has begun, ended or changed hands. */
export function renewConnection(): void {
  currentTransport().renew()
}

/** For streams: begins again after each loss of the connection, where it left off; an answer that is an error ends it. */
export function untilAborted(signal: AbortSignal): CallContext {
  return {
    retry: Number.POSITIVE_INFINITY,
    retryDelay: 1_000,
    shouldRetry: ({ error }) => !signal.aborted && !(error instanceof ORPCError),
  }
}
