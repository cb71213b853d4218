import type { Language } from '#shared/contract/identifiers.ts'
import type { HeldAccess, Permission } from '#shared/contract/permissions.ts'
import type { Duty } from '#shared/features/security/values.ts'

/** A person who is signed in, by a session of a window or by an access token that belongs to one. */
export interface UserCaller {
  readonly kind: 'user'
  readonly userId: string
  readonly name: string
  readonly language: Language
  readonly held: HeldAccess
  /** What they owe before anything else; null for nearly everybody. */
  readonly duty: Duty | null
  readonly sessionId: string
  readonly hasTwoFactor: boolean
  readonly hasPassword: boolean
  /** Epoch milliseconds until which the last proof of who they are counts; null without one. */
  readonly steppedUpUntil: number | null
}

/** Another program with a key. It may do what the key's scopes and its maker's rights both allow. */
export interface ApiKeyCaller {
  readonly kind: 'api-key'
  readonly keyId: string
  readonly name: string
  readonly scopes: readonly Permission[]
  /** Who made the key, and what that person holds. */
  readonly userId: string
  readonly held: HeldAccess
}

/** On whose behalf something happens. Every change is recorded with it. */
export type Caller =
  | { readonly kind: 'anonymous' }
  | UserCaller
  | ApiKeyCaller
  /** The owner of the data folder in the operating system, through the command line. */
  | { readonly kind: 'local-operator'; readonly systemUser: string }
  /** The scheduler and other things the program does by itself. */
  | { readonly kind: 'system'; readonly onBehalfOf?: string }

/** The way a call came in. */
export type Transport = 'window' | 'websocket' | 'rest' | 'cli' | 'internal'

/** The consent of a second person under which a call is carried out in the name of the one who asked for it. */
export interface GivenApproval {
  readonly id: string
  readonly decidedById: string
  readonly decidedByName: string
}

/** What every procedure is given besides its input. */
export interface CallContext {
  readonly requestId: string
  readonly transport: Transport
  /** Address of the other side; empty for windows and the command line. */
  readonly remoteAddress: string
  readonly userAgent: string
  /** Session token, access token or API key that came with the call; the middleware turns it into `caller`. */
  readonly sessionToken?: string
  /** Secret of the device cookie: this browser has signed somebody in before. */
  readonly deviceSecret?: string
  readonly caller: Caller
  /** Set by the approvals alone, never by a host. */
  readonly approval?: GivenApproval
}
