import type { ClientLink } from '@orpc/client'
import type { ClientRetryPluginContext } from '@orpc/client/plugins'

/** What a call may carry besides its input: how often it is tried again. */
export type CallContext = ClientRetryPluginContext & Record<never, never>

/** A way to the program. */
export interface Transport {
  readonly kind: 'message-port' | 'web'
  /** The link over which a call of that path goes. */
  linkFor(path: readonly string[]): Promise<ClientLink<CallContext>>
  /** Drops what was opened on behalf of the person before; called after signing in and out. */
  renew(): void
}
