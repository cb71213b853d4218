import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import { ApprovalNotices } from './approvals/approval-notices.ts'
import { ApprovalService, type CarryOut } from './approvals/approval-service.ts'
import type { AuditTrail } from './audit/audit-trail.ts'
import type { AccessDecisions } from './authorization/access-decisions.ts'
import { AccessExplainer } from './authorization/access-explainer.ts'
import { RoleService } from './authorization/role-service.ts'
import type { SecuritySettings } from './security-settings.ts'

export interface RightsPorts {
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly events: EventBus
  readonly audit: AuditTrail
  readonly access: AccessDecisions
  readonly settings: () => Pick<SecuritySettings, 'approvalsRequired' | 'twoFactorRequiredRoles'>
}

/** Roles, the answer to "why may I not?", and what two people decide together. */
export function createRights(ports: RightsPorts) {
  let carryOut: CarryOut = () => Promise.reject(new AppError('UNAVAILABLE', { what: 'approvals' }))
  const notices = new ApprovalNotices(ports)
  return {
    roles: new RoleService(ports),
    explainer: new AccessExplainer(ports),
    approvals: new ApprovalService({ ...ports, notices, carryOut: (...call) => carryOut(...call) }),
    /** By what approved changes are carried out: the router of the application, which is made after this. */
    carryOutWith: (calls: CarryOut): void => {
      carryOut = calls
    },
  }
}
