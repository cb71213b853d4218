import type { Letters } from '#main/features/notifications/index.ts'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { CallContext } from '#main/platform/caller.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { RotatableColumnCipher, SealedColumn } from '#main/platform/column-cipher.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { ManagedSecretStore } from '#main/platform/secrets.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { Permission } from '#shared/contract/permissions.ts'
import type { User } from '#shared/features/security/values.ts'
import { type Audit, createAudit } from './audit/create-audit.ts'
import { AccessDecisions } from './authorization/access-decisions.ts'
import { holdersOf } from './authorization/holders.ts'
import { type CentreSurroundings, createCentre } from './centre/create-centre.ts'
import { ServedCertificate } from './certificate/served-certificate.ts'
import { createCredentials } from './credentials/create-credentials.ts'
import { createIdentity } from './identity.ts'
import { keyRotations } from './incident/key-rotations.ts'
import type { PasswordHasher } from './passwords/password-hasher.ts'
import { createPeople, type People } from './people/create-people.ts'
import type { NewUser } from './people/user-service.ts'
import { createRights } from './rights.ts'
import { createSecurityRouter } from './router.ts'
import { SecretKeeping } from './secrets/secret-keeping.ts'
import { securityFigures } from './security-figures.ts'
import type { SecuritySettings } from './security-settings.ts'
import { SessionService } from './sessions/session-service.ts'
import type { SessionLimits } from './sessions/session-view.ts'
import { SingleSignOnService } from './single-sign-on/single-sign-on-service.ts'
import { sealedSecretColumns } from './two-factor/sealed-secrets.ts'

export type { ApprovalService, CarryOut } from './approvals/approval-service.ts'
export type { AuditEntry } from './audit/audit-entry.ts'
export type { AuditTrail } from './audit/audit-trail.ts'
export { systemContext } from './audit/system-context.ts'
export type { AccessDecisions } from './authorization/access-decisions.ts'
export type { AccessScope, ThingCondition } from './authorization/access-scope.ts'
export { assertHoldsEverything } from './authorization/granting.ts'
export type { Holder } from './authorization/holders.ts'
export { assertSteppedUp } from './authorization/step-up.ts'
export type { CentreSurroundings } from './centre/create-centre.ts'
export type { Authentication, Authenticator } from './credentials/authenticator.ts'
export { createPasswordHasher, type PasswordHasher } from './passwords/password-hasher.ts'
export type { NewUser } from './people/user-service.ts'
export { hashOfSecret, newSecret } from './random-secret.ts'
export type { SecuritySettings } from './security-settings.ts'
export type { SessionContext } from './session-context.ts'
export type { SessionLimits } from './sessions/session-view.ts'
export { listenForReturn } from './single-sign-on/loopback-return.ts'
export { type ReturnWay, returnPath } from './single-sign-on/return-way.ts'

export interface SecurityPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly nodeName: string
  readonly limits: () => SessionLimits
  readonly settings: () => SecuritySettings
  readonly secrets: ManagedSecretStore
  readonly cipher: RotatableColumnCipher
  readonly letters: Letters
  /** Sealed columns of other features, for sealing anew. */
  readonly sealedColumns: readonly SealedColumn[]
  /** What the security centre looks at outside this feature. */
  readonly surroundings: CentreSurroundings
  readonly site: () => { readonly siteName: string; readonly environment: string; readonly language: 'ja' | 'en' }
  readonly renameSite: (name: string) => Promise<void>
  readonly hasher?: PasswordHasher
  readonly wait?: (ms: number) => Promise<void>
}

const sweepEveryMs = 15_000

/** Everything of this feature that runs by itself. */
function start(
  ports: SecurityPorts,
  { sessions, record, people }: { sessions: SessionService; record: Audit; people: People },
  owner: Owner,
): void {
  record.start(owner)
  new BackgroundWork('session sweep', ports.log, () => sessions.sweep()).repeat(owner, sweepEveryMs)
  const { breakGlass } = people
  new BackgroundWork('sweep of emergency accounts', ports.log, () => breakGlass.sweep()).repeat(owner, sweepEveryMs)
}

/** The concerns of the feature, each given those it needs. */
function wire(ports: SecurityPorts) {
  const access = new AccessDecisions(ports)
  const sessions = new SessionService({ ...ports, access })
  const record = createAudit(ports)
  const audit = record.trail
  const identity = createIdentity({ ...ports, sessions, audit })
  const { entrance } = identity
  const singleSignOn = new SingleSignOnService({ ...ports, audit, entrance })
  const certificate = new ServedCertificate()
  const people = createPeople({ ...ports, ...identity, sessions, audit })
  const credentials = createCredentials({
    ...ports,
    ...{ access, audit, sessions, development: identity.development },
    signIn: (input, context) => identity.signIn.signInAtOnce(input, context),
  })
  const rights = createRights({ ...ports, access, audit })
  const keeping = new SecretKeeping(ports)
  const centre = createCentre({
    ...ports,
    ...{ keeping, certificate, audit, sessions, record: record.service, hashPattern: identity.hashPattern },
    rotations: keyRotations({
      ...{ identity, tokenKeys: credentials.tokenKeys, record: record.service, cipher: ports.cipher },
      sealedColumns: [...ports.sealedColumns, ...sealedSecretColumns(ports.storage)],
    }),
  })
  const parts = { access, sessions, record, audit, identity, entrance, singleSignOn, certificate, people, credentials }
  return { ...parts, rights, keeping, ...centre }
}

function routerOf(ports: SecurityPorts, parts: ReturnType<typeof wire>) {
  const { rights, record, people, singleSignOn } = parts
  return createSecurityRouter({
    ...ports,
    ...parts,
    ...rights,
    ways: () => ({ singleSignOn: singleSignOn.offered(), mail: ports.letters.isMailConfigured() }),
    users: people.users,
    auditRecord: record.service,
    db: ports.storage.db,
  })
}

/** People, their rights and the audit log, wired from their ports. */
export function createSecurity(ports: SecurityPorts) {
  const parts = wire(ports)
  const { access, sessions, record, audit, identity, entrance, singleSignOn, certificate, people, credentials } = parts
  return {
    router: routerOf(ports, parts),
    sessions,
    audit,
    /** The record itself: reading, proving, exporting, a new key. */
    auditRecord: record.service,
    access,
    /** What two people decide together; services ask its gate. */
    approvals: parts.rights.approvals,
    carryOutWith: parts.rights.carryOutWith,
    /** Everybody who may sign in, and how they come back. */
    people,
    /** Passwords, second factors and sessions of people, and the door behind every way of signing in. */
    identity,
    entrance,
    certificate,
    /** For whoever tells the figures of the program. */
    figures: securityFigures({ ...ports, certificate, record: record.service }),
    /** Keys, tokens and tickets; its authenticator tells who calls. */
    credentials,
    /** Signing in at an identity provider; hosts say how people come back. */
    singleSignOn,
    /** Single-use secret for a sign-in address, valid 60 s; `userId` signs that user in, for demonstrations. */
    createSignInSecret: (userId: string | null = null) =>
      identity.singleUseSecrets.create({ kind: 'sign-in-link', userId }),
    createUser: (user: NewUser, context: CallContext): Promise<User> => people.users.create(user, context),
    /** The active people who hold a permission. */
    holdersOf: (permission: Permission) => holdersOf({ ...ports, access }, permission),
    setupRequired: () => identity.signIn.setupRequired(),
    start: (owner: Owner) => {
      start(ports, { sessions, record, people }, owner)
      owner.own('single sign-on', () => singleSignOn.stop())
    },
  }
}

export type Security = ReturnType<typeof createSecurity>
