import { oc } from '@orpc/contract'
import { errorStatus } from './error-status.ts'
import { type ErrorCode, errorData } from './errors.ts'
import type { Permission } from './permissions.ts'

/**
 * Who may call: anybody; anybody signed in, even while they owe a new password or a second factor (`self`); anybody
 * signed in; or those who hold the permission.
 */
export type Access = 'public' | 'self' | 'signed-in' | Permission

/** Which windows of the rate limiter a call counts in. */
export type RateLimitClass =
  | 'read'
  | 'write'
  | 'delete'
  | 'search'
  | 'login'
  | 'register'
  | 'password-reset'
  | 'two-factor'
  | 'upload'
  | 'report'
  | 'backup-run'
  | 'admin'
  | 'live'
  | 'other'

/** Whether calls are written to the audit log: changes always are, reads only where they are sensitive. */
export type AuditRule = 'none' | 'change' | 'sensitive-read'

/** Why a person must prove again who they are before a call. */
export type StepUpReason = 'restore' | 'delete' | 'export' | 'role-change' | 'secrets' | 'security'

/** Everything the middleware must know of a procedure. What a contract leaves out does not compile or is the mildest rule. */
export interface ProcedureMeta {
  readonly access: Access
  readonly rateLimit: RateLimitClass
  readonly audit: AuditRule
  /** The caller's password or second factor must have been given within the last minutes. */
  readonly stepUp?: StepUpReason
  /** Begins, renews or ends the session of the window that calls: goes over HTTP, since only its answers set cookies. */
  readonly keepsSession?: true
}

/**
 * Whether a browser calls it over HTTP: only HTTP answers set cookies, and a stranger has no socket. Everything else goes
 * over the socket of the window.
 */
export function needsHttp({ access, keepsSession }: ProcedureMeta): boolean {
  return access === 'public' || keepsSession === true
}

type OrpcErrors<C extends ErrorCode> = { [K in C]: { status: number; data: (typeof errorData)[K] } }

/** Declares errors of the registry on a procedure, with their HTTP status and data. */
export function errors<const C extends ErrorCode>(...codes: readonly C[]): OrpcErrors<C> {
  const declared: Partial<Record<ErrorCode, { status: number; data: unknown }>> = {}
  for (const code of codes) declared[code] = { status: errorStatus[code], data: errorData[code] }
  return declared as OrpcErrors<C>
}

const everywhere = errors(
  'INTERNAL',
  'VALIDATION',
  'UNAUTHENTICATED',
  'SESSION_EXPIRED',
  'SESSION_RESTRICTED',
  'STEP_UP_REQUIRED',
  'FORBIDDEN',
  'RATE_LIMITED',
)

/** Starts a procedure: its rule for the middleware is the first thing one writes. */
export function procedure(meta: ProcedureMeta) {
  return oc.$meta<ProcedureMeta>(meta).errors(everywhere)
}
