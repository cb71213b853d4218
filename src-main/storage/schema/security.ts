import type { Language, Role } from '#shared/contract/identifiers.ts'

export interface UsersTable {
  id: string
  name: string
  /** The name as it is compared: normalised, lower case. */
  nameKey: string
  role: Role
  language: Language
  /** PHC string of argon2id; null for somebody who cannot sign in with a password. */
  passwordHash: string | null
  createdAt: number
  updatedAt: number
  lastSignInAt: number | null
}

export interface UserSessionsTable {
  id: string
  userId: string
  /** SHA-256 of the token in hexadecimal; the token itself is kept nowhere. */
  tokenHash: string
  startedAt: number
  activeAt: number
  expiresAt: number
  endedAt: number | null
  endReason: 'signed-out' | 'idle' | 'absolute' | 'revoked' | null
  transport: string
  remoteAddress: string
  userAgent: string
}

export interface AuditLogTable {
  id: string
  at: number
  requestId: string
  callerKind: 'anonymous' | 'user' | 'local-operator' | 'system'
  /** Id of the user, or the name of the operating system's user; kept when the user is removed. */
  callerId: string | null
  callerName: string | null
  transport: string
  remoteAddress: string
  /** Path of the procedure, such as `security.users.create`. */
  action: string
  target: string | null
  outcome: 'done' | 'failed' | 'denied'
  errorCode: string | null
  /** How many equal denials of one source and minute the row stands for; 1 for everything else. */
  occurrences: number
  detail: string
}

export interface SecurityTables {
  users: UsersTable
  userSessions: UserSessionsTable
  auditLog: AuditLogTable
}
