import { implement, type Router } from '@orpc/server'
import type { accessContract, approvalsContract, rolesContract } from '#shared/features/security/contract/rights.ts'
import { securityContract } from '#shared/features/security/contract.ts'
import type { ApprovalService } from '../approvals/approval-service.ts'
import type { AccessExplainer } from '../authorization/access-explainer.ts'
import type { RoleService } from '../authorization/role-service.ts'
import type { SessionContext } from '../session-context.ts'

export interface RightsServices {
  readonly roles: RoleService
  readonly explainer: AccessExplainer
  readonly approvals: ApprovalService
}

const router = implement(securityContract).$context<SessionContext>()

export function createRolesRouter({ roles }: RightsServices): Router<typeof rolesContract, SessionContext> {
  return {
    list: router.roles.list.handler(() => roles.list()),
    create: router.roles.create.handler(({ input, context }) => roles.create(input, context)),
    update: router.roles.update.handler(({ input: { id, ...role }, context }) => roles.update(id, role, context)),
    remove: router.roles.remove.handler(async ({ input, context }) => {
      await roles.remove(input.id, context)
      return {}
    }),
  }
}

export function createAccessRouter({ explainer }: RightsServices): Router<typeof accessContract, SessionContext> {
  return { explain: router.access.explain.handler(({ input, context }) => explainer.explain(input, context)) }
}

export function createApprovalsRouter({ approvals }: RightsServices): Router<typeof approvalsContract, SessionContext> {
  return {
    list: router.approvals.list.handler(({ input, context }) => approvals.list(input, context)),
    approve: router.approvals.approve.handler(({ input, context }) =>
      approvals.approve(input.id, input.reason, context),
    ),
    reject: router.approvals.reject.handler(({ input, context }) => approvals.reject(input.id, input.reason, context)),
    withdraw: router.approvals.withdraw.handler(({ input, context }) => approvals.withdraw(input.id, context)),
  }
}
