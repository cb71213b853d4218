import type { Router } from '@orpc/server'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { securityContract } from '#shared/features/security/contract.ts'
import type { AuditService } from './audit/audit-service.ts'
import type { SecurityCentre } from './centre/security-centre.ts'
import type { ServedCertificate } from './certificate/served-certificate.ts'
import type { Credentials } from './credentials/create-credentials.ts'
import type { IncidentService } from './incident/incident-service.ts'
import { createAuditRouter } from './routers/audit-router.ts'
import { createCentreRouter } from './routers/centre-router.ts'
import { createCertificateRouter } from './routers/certificate-router.ts'
import { createCredentialsRouter } from './routers/credentials-router.ts'
import { createEntranceRouter, createSetupRouter, type EntranceServices } from './routers/entrance-router.ts'
import {
  createProfileRouter,
  createSessionRouter,
  createSessionsRouter,
  createTwoFactorRouter,
  type OwnServices,
} from './routers/own-router.ts'
import { createPeopleRouter, type PeopleServices } from './routers/people-router.ts'
import {
  createAccessRouter,
  createApprovalsRouter,
  createRolesRouter,
  type RightsServices,
} from './routers/rights-router.ts'
import { createSecretsRouter } from './routers/secrets-router.ts'
import { createSingleSignOnRouter, type SingleSignOnServices } from './routers/single-sign-on-router.ts'
import type { SecretKeeping } from './secrets/secret-keeping.ts'
import type { SessionContext } from './session-context.ts'

export interface SecurityServices
  extends RightsServices,
    SingleSignOnServices,
    EntranceServices,
    OwnServices,
    PeopleServices {
  readonly auditRecord: AuditService
  readonly keeping: SecretKeeping
  readonly centre: SecurityCentre
  readonly incident: IncidentService
  readonly db: DatabaseHandle
  readonly clock: Clock
  readonly certificate: ServedCertificate
  readonly credentials: Credentials
}

/** Every procedure of this feature. */
export function createSecurityRouter(services: SecurityServices): Router<typeof securityContract, SessionContext> {
  return {
    audit: createAuditRouter(services.auditRecord),
    roles: createRolesRouter(services),
    access: createAccessRouter(services),
    approvals: createApprovalsRouter(services),
    setup: createSetupRouter(services),
    session: createSessionRouter(services),
    sessions: createSessionsRouter(services),
    twoFactor: createTwoFactorRouter(services),
    certificate: createCertificateRouter(services.certificate),
    ...createPeopleRouter(services),
    ...createProfileRouter(services),
    ...createEntranceRouter(services),
    ...createCredentialsRouter(services.credentials),
    singleSignOn: createSingleSignOnRouter(services),
    ...createCentreRouter(services),
    secrets: createSecretsRouter(services.keeping),
  }
}
