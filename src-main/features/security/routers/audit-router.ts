import { implement, type Router } from '@orpc/server'
import { auditContract } from '#shared/features/security/contract/audit.ts'
import type { AuditService } from '../audit/audit-service.ts'
import type { SessionContext } from '../session-context.ts'

const router = implement(auditContract).$context<SessionContext>()

/** The record, as auditors ask for it. */
export function createAuditRouter(audit: AuditService): Router<typeof auditContract, SessionContext> {
  return {
    list: router.list.handler(({ input: { cursor, limit, ...filter } }) => audit.list(filter, { cursor, limit })),
    get: router.get.handler(({ input }) => audit.get(input.id)),
    status: router.status.handler(() => audit.status()),
    verify: router.verify.handler(({ context }) => audit.verify(context)),
    export: router.export.handler(({ input }) => audit.export(input)),
  }
}
