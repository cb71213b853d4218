import { oc } from '@orpc/contract'
import { errorStatus } from './error-status.ts'
import { type ErrorCode, errorData } from './errors.ts'
import type { Role } from './identifiers.ts'

/** Named right of a signed-in caller; what each role holds stands in `permissions.ts`. */
export type Permission =
  | 'backup.read'
  | 'backup.run'
  | 'backup.restore'
  | 'backup.manage'
  | 'tasks.read'
  | 'tasks.cancel'
  | 'users.manage'
  | 'settings.read'
  | 'settings.manage'
  | 'system.read'

/** Who may call: anybody, anybody signed in, or those whose role holds the permission. */
export type Access = 'public' | 'signed-in' | Permission

/** Which windows of the rate limiter a call counts in. */
export type RateLimitClass = 'read' | 'write' | 'delete' | 'search' | 'login' | 'admin' | 'live'

/** Whether calls are written to the audit log: changes always are, reads only where they are sensitive. */
export type AuditRule = 'none' | 'change' | 'sensitive-read'

/** Everything the middleware must know of a procedure. There is no default: a contract without it does not compile. */
export interface ProcedureMeta {
  readonly access: Access
  readonly rateLimit: RateLimitClass
  readonly audit: AuditRule
}

/** Rights of each role. */
export const rolePermissions: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [
    'backup.read',
    'backup.run',
    'backup.restore',
    'backup.manage',
    'tasks.read',
    'tasks.cancel',
    'users.manage',
    'settings.read',
    'settings.manage',
    'system.read',
  ],
  operator: [
    'backup.read',
    'backup.run',
    'backup.restore',
    'tasks.read',
    'tasks.cancel',
    'settings.read',
    'system.read',
  ],
  viewer: ['backup.read', 'tasks.read', 'system.read'],
}

type OrpcErrors<C extends ErrorCode> = { [K in C]: { status: number; data: (typeof errorData)[K] } }

/** Declares errors of the registry on a procedure, with their HTTP status and data. */
export function errors<const C extends ErrorCode>(...codes: readonly C[]): OrpcErrors<C> {
  const declared: Partial<Record<ErrorCode, { status: number; data: unknown }>> = {}
  for (const code of codes) declared[code] = { status: errorStatus[code], data: errorData[code] }
  return declared as OrpcErrors<C>
}

const everywhere = errors('INTERNAL', 'VALIDATION', 'UNAUTHENTICATED', 'SESSION_EXPIRED', 'FORBIDDEN', 'RATE_LIMITED')

/** Starts a procedure: its rule for the middleware is the first thing one writes. */
export function procedure(meta: ProcedureMeta) {
  return oc.$meta<ProcedureMeta>(meta).errors(everywhere)
}
