import type { Language, Role } from '#shared/contract/identifiers.ts'

/** On whose behalf something happens. Every change is recorded with it. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | {
      readonly kind: 'user'
      readonly userId: string
      readonly name: string
      readonly role: Role
      readonly sessionId: string
      readonly language: Language
    }
  /** The owner of the data folder in the operating system, through the command line. */
  | { readonly kind: 'local-operator'; readonly systemUser: string }
  /** The scheduler and other things the program does by itself. */
  | { readonly kind: 'system'; readonly onBehalfOf?: string }

/** The way a call came in. */
export type Transport = 'window' | 'websocket' | 'rest' | 'cli' | 'internal'

/** What every procedure is given besides its input. */
export interface CallContext {
  readonly requestId: string
  readonly transport: Transport
  /** Address of the other side; empty for windows and the command line. */
  readonly remoteAddress: string
  readonly userAgent: string
  /** Session token that came with the call; the middleware turns it into `caller`. */
  readonly sessionToken?: string
  readonly caller: Caller
}
