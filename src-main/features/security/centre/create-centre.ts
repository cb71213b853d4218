import type { Clock } from '#main/platform/clock.ts'
import type { RotatableColumnCipher } from '#main/platform/column-cipher.ts'
import { dayMs } from '#main/platform/durations.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { AuditTrail } from '../audit/audit-trail.ts'
import type { ServedCertificate } from '../certificate/served-certificate.ts'
import { IncidentService, type KeyRotation } from '../incident/incident-service.ts'
import { keyFigures, peopleFigures } from '../repository/centre-figures.ts'
import { signInTotals } from '../repository/sign-in-statistics.ts'
import type { SecretKeeping } from '../secrets/secret-keeping.ts'
import type { SecuritySettings } from '../security-settings.ts'
import type { SessionService } from '../sessions/session-service.ts'
import type { SessionLimits } from '../sessions/session-view.ts'
import { keepingChecks, type RecordFigures, type VerificationFigures } from './keeping-checks.ts'
import { keyAgeDays, peopleChecks } from './people-checks.ts'
import { probeOutgoing } from './probes.ts'
import { type ProgramCheckPorts, programChecks } from './program-checks.ts'
import { SecurityCentre } from './security-centre.ts'
import { type ServingCheckPorts, servingChecks } from './serving-checks.ts'

/** What the checks must know of the program around this feature. */
export interface CentreSurroundings
  extends Pick<
      ServingCheckPorts,
      'isNetworked' | 'contentPolicy' | 'rateLimits' | 'unexpectedFailures' | 'probeInputs'
    >,
    Omit<ProgramCheckPorts, 'now'> {
  readonly verifiedSince: (sinceMs: number) => Promise<VerificationFigures>
  readonly probeMasking: () => { readonly tried: number; readonly leaked: number }
}

export interface CentrePorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly log: Logger
  readonly cipher: RotatableColumnCipher
  readonly limits: () => SessionLimits
  readonly settings: () => SecuritySettings
  readonly surroundings: CentreSurroundings
  readonly letters: { isMailConfigured(): boolean }
  readonly keeping: SecretKeeping
  readonly certificate: ServedCertificate
  readonly audit: AuditTrail
  readonly record: AuditService
  readonly sessions: SessionService
  readonly hashPattern: () => string
  readonly rotations: readonly KeyRotation[]
}

/** The security centre and the buttons of an incident, wired from what they look at. */
export function createCentre(ports: CentrePorts): { centre: SecurityCentre; incident: IncidentService } {
  const { clock, storage, settings, surroundings, certificate, letters } = ports
  const now = () => clock.now().getTime()
  const { db } = storage
  const shared = { ...ports, ...surroundings, now }
  const keyTimes = () => ({
    now: now(),
    oldBefore: now() - keyAgeDays.old * dayMs,
    unusedSince: now() - keyAgeDays.unused * dayMs,
  })
  const checks = [
    ...peopleChecks({
      people: () => peopleFigures(db, { now: now(), hashPattern: ports.hashPattern() }),
      keys: () => keyFigures(db, keyTimes()),
      developmentSignIn: () => isDevelopmentSignIn(settings()),
    }),
    ...servingChecks({ ...shared, certificate: () => certificate.status(), probeOutgoing }),
    ...keepingChecks({
      ...shared,
      signIns: (span) => signInTotals(db, span),
      record: () => recordFigures(ports.record),
      approvalsRequired: () => settings().approvalsRequired.length,
      mailConfigured: () => letters.isMailConfigured(),
    }),
    ...programChecks(shared),
  ]
  return { centre: new SecurityCentre({ ...ports, checks }), incident: new IncidentService(ports) }
}

const isDevelopmentSignIn = ({ developmentSignIn, environment }: SecuritySettings) =>
  developmentSignIn && environment !== 'production'

async function recordFigures(record: AuditService): Promise<RecordFigures> {
  const { rows, unsealedRows, lastVerdict, destinations } = await record.status()
  const away = destinations.filter(({ kind }) => kind !== 'file')
  return {
    rows,
    unsealedRows,
    lastVerdictOk: lastVerdict?.ok ?? null,
    destinations: away.length,
    failingDestinations: away.filter(({ failure }) => failure !== null).length,
  }
}
