import { implement } from '@orpc/server'
import type { Clock } from '#main/platform/clock.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { checksContract, incidentContract, signInStatistics } from '#shared/features/security/contract/centre.ts'
import type { SecurityCentre } from '../centre/security-centre.ts'
import { signInStatistics as statisticsOf } from '../centre/sign-in-statistics.ts'
import type { IncidentService } from '../incident/incident-service.ts'
import type { SessionContext } from '../session-context.ts'

export interface CentreServices {
  readonly centre: SecurityCentre
  readonly incident: IncidentService
  readonly db: DatabaseHandle
  readonly clock: Clock
}

const contract = { checks: checksContract, signInStatistics, incident: incidentContract }
const router = implement(contract).$context<SessionContext>()

export function createCentreRouter({ centre, incident, db, clock }: CentreServices) {
  return {
    checks: {
      list: router.checks.list.handler(async () => ({ items: await centre.list() })),
      run: router.checks.run.handler(async () => ({ items: await centre.run() })),
    },
    signInStatistics: router.signInStatistics.handler(({ input }) => statisticsOf({ db, clock }, input.days)),
    incident: {
      status: router.incident.status.handler(() => incident.status()),
      freezeSignIns: router.incident.freezeSignIns.handler(({ input, context }) =>
        incident.freezeSignIns(input.frozen, context),
      ),
      endAllSessions: router.incident.endAllSessions.handler(({ context }) => incident.endAllSessions(context)),
      rotateKeys: router.incident.rotateKeys.handler(({ context }) => incident.rotateKeys(context)),
      revokeAllApiKeys: router.incident.revokeAllApiKeys.handler(({ context }) => incident.revokeAllApiKeys(context)),
    },
  }
}
