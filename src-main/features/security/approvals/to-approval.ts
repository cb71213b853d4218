import { type Approval, approvalSchema } from '#shared/features/security/contract/rights.ts'
import type { ApprovalRow } from '../repository/approvals.ts'
import type { ApprovalPerson } from './people.ts'

/** A request as this person sees it at this moment. */
export function toApproval(row: ApprovalRow, viewer: ApprovalPerson | null, now: number): Approval {
  const { decidedById, decidedByName } = row
  return {
    id: row.id,
    kind: row.kind,
    action: row.action,
    target: row.target,
    detail: approvalSchema.shape.detail.parse(JSON.parse(row.detail)),
    state: row.state === 'waiting' && row.expiresAt <= now ? 'expired' : row.state,
    requestedBy: { id: row.requestedById, name: row.requestedByName },
    requestedAt: new Date(row.requestedAt).toISOString(),
    decidedBy: decidedById === null ? null : { id: decidedById, name: decidedByName ?? '' },
    decidedAt: row.decidedAt === null ? null : new Date(row.decidedAt).toISOString(),
    reason: row.reason,
    failureCode: row.failureCode,
    expiresAt: new Date(row.expiresAt).toISOString(),
    mine: row.requestedById === viewer?.id,
  }
}
