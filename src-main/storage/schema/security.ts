import type { Language } from '#shared/contract/identifiers.ts'
import type { BuiltInRole } from '#shared/contract/permissions.ts'
import type { ApprovalKind } from '#shared/features/security/contract/rights.ts'
import type { SessionEnd, SignInMethod } from '#shared/features/security/values.ts'

export interface UsersTable {
  id: string
  name: string
  /** The name as it is compared: normalised, lower case. */
  nameKey: string
  email: string | null
  emailKey: string | null
  /** Name of a built-in role, or the id of a custom one. */
  role: BuiltInRole | (string & {})
  /**
   * JSON of what the person holds by their own role and those of their groups (`heldAccessSchema`), so that a call needs
   * no look-up of roles. Written again in the transaction that changes a role, a group or a membership.
   */
  heldAccess: string
  language: Language
  state: 'active' | 'disabled'
  /** Sealed by the pepper: PHC string of argon2id; null for somebody who cannot sign in with a password. */
  passwordHash: string | null
  mustChangePassword: number
  /** Whether their role or a group's asks for a second factor. */
  twoFactorRequired: number
  twoFactorEnabled: number
  /** End of a temporary account. */
  expiresAt: number | null
  breakGlass: number
  /** Grows when everything given out before must stop working: access tokens carry it. */
  credentialVersion: number
  createdAt: number
  updatedAt: number
  lastSignInAt: number | null
}

export interface RolesTable {
  id: string
  name: string
  nameKey: string
  description: string
  /** JSON list of `accessRuleSchema`. */
  rules: string
  requiresTwoFactor: number
  createdAt: number
  updatedAt: number
}

export interface GroupsTable {
  id: string
  name: string
  nameKey: string
  role: string | null
  createdAt: number
  updatedAt: number
}

export interface GroupMembersTable {
  groupId: string
  userId: string
}

export interface InvitationsTable {
  id: string
  name: string
  email: string | null
  role: string
  groupIds: string
  language: Language
  invitedBy: string
  secretHash: string
  state: 'open' | 'accepted' | 'withdrawn'
  createdAt: number
  expiresAt: number
}

/** Secrets of one use that must outlive the process: resets, printed codes, sign-in challenges, devices. */
export interface OneTimeSecretsTable {
  /** SHA-256 of the secret in hexadecimal. */
  secretHash: string
  kind: 'password-reset' | 'reset-code' | 'challenge' | 'device'
  userId: string
  /** JSON of what the kind needs besides. */
  detail: string
  misses: number
  createdAt: number
  expiresAt: number
}

export interface UserTotpTable {
  userId: string
  /** The secret whose codes count, encrypted by the column cipher; null until a first one has been enabled. */
  sealedSecret: string | null
  /** The secret that has been shown and not yet proved, likewise: it opens nothing. */
  pendingSecret: string | null
  /** Last time step that was accepted: it and earlier ones are refused. */
  lastStep: number
  createdAt: number
  enabledAt: number | null
  lastUsedAt: number | null
}

export interface UserBackupCodesTable {
  id: string
  userId: string
  codeHash: string
  usedAt: number | null
}

/** People known by an identity provider. */
export interface ExternalIdentitiesTable {
  provider: string
  subject: string
  userId: string
  createdAt: number
}

export interface UserSessionsTable {
  id: string
  userId: string
  /** SHA-256 of the token in hexadecimal; the token itself is kept nowhere. */
  tokenHash: string
  method: SignInMethod
  startedAt: number
  activeAt: number
  expiresAt: number
  /** When the person last proved who they are inside this session. */
  steppedUpAt: number | null
  endedAt: number | null
  endReason: SessionEnd | null
  transport: string
  remoteAddress: string
  userAgent: string
}

export interface ApiKeysTable {
  id: string
  name: string
  /** The part of the key that is no secret and by which it is found. */
  prefix: string
  keyHash: string
  scopes: string
  networks: string
  createdBy: string
  createdAt: number
  expiresAt: number
  lastUsedAt: number | null
  lastUsedFrom: string | null
  revokedAt: number | null
}

export interface RefreshTokensTable {
  tokenHash: string
  /** All tokens that followed from one sign-in. */
  familyId: string
  userId: string
  sessionId: string
  createdAt: number
  expiresAt: number
  usedAt: number | null
}

/** Rows that have been committed and have no place in the chain yet: a table a change can write to at little cost. */
export interface AuditPendingTable {
  id: string
  at: number
  requestId: string
  callerKind: 'anonymous' | 'user' | 'api-key' | 'local-operator' | 'system'
  /** Id of the user, or the name of the operating system's user; kept when the user is removed. */
  callerId: string | null
  callerName: string | null
  transport: string
  remoteAddress: string
  /** The program at the other side, shortened; empty where there is none. */
  userAgent: string
  /** Path of the procedure, such as `security.users.create`. */
  action: string
  target: string | null
  outcome: 'done' | 'failed' | 'denied'
  errorCode: string | null
  /** How many equal denials of one source and minute the row stands for; 1 for everything else. */
  occurrences: number
  detail: string
}

/** Rows with their place in the chain; taking one in takes it out of the pending ones. */
export interface AuditChainTable extends AuditPendingTable {
  seq: number
  previousHash: string
  hash: string
}

/** View of all rows, linked or pending. */
export interface AuditLogView extends AuditPendingTable {
  /** Place in the chain; null until the sealer has linked the row. */
  seq: number | null
  previousHash: string | null
  hash: string | null
}

/** Signed states of the chain; they leave the machine, so that a cut tail is noticed. */
export interface AuditCheckpointsTable {
  id: string
  /** `beginning`: rows up to and with `seq` have been pruned. */
  kind: 'state' | 'beginning'
  seq: number
  hash: string
  at: number
  keyId: string
  /** Raw Ed25519 key in base64url, so that states of other nodes can be checked here. */
  publicKey: string
  signature: string
}

export interface ApprovalsTable {
  id: string
  kind: ApprovalKind
  action: string
  input: string
  target: string
  detail: string
  state: 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'failed'
  requestedById: string
  requestedByName: string
  /** Address of the call that asked: what is approved is done as if from there. */
  requestedFrom: string
  requestedAt: number
  decidedById: string | null
  decidedByName: string | null
  decidedAt: number | null
  reason: string
  failureCode: string | null
  expiresAt: number
}

/** Few values of the whole installation, such as whether sign-ins are frozen; JSON by name. */
export interface SecurityStateTable {
  name: string
  value: string
  updatedAt: number
}

export interface SecurityTables {
  users: UsersTable
  roles: RolesTable
  userGroups: GroupsTable
  groupMembers: GroupMembersTable
  invitations: InvitationsTable
  oneTimeSecrets: OneTimeSecretsTable
  userTotp: UserTotpTable
  userBackupCodes: UserBackupCodesTable
  externalIdentities: ExternalIdentitiesTable
  userSessions: UserSessionsTable
  apiKeys: ApiKeysTable
  refreshTokens: RefreshTokensTable
  auditPending: AuditPendingTable
  auditChain: AuditChainTable
  auditLog: AuditLogView
  auditCheckpoints: AuditCheckpointsTable
  approvals: ApprovalsTable
  securityState: SecurityStateTable
}
