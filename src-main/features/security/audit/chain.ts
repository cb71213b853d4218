import { createHash } from 'node:crypto'
import type { PendingAuditRow } from '../repository/audit-log.ts'

/** The end of the chain: where the next row is linked. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

export const emptyChain: ChainHead = { seq: 0, hash: '0'.repeat(64) }

/** A row with its place in the chain. */
export type SealedAuditRow = PendingAuditRow & {
  readonly seq: number
  readonly previousHash: string
  readonly hash: string
}

/** Links rows to the end of the chain, in their order. docs/audit.md says what is hashed. */
export function linkRows(head: ChainHead, rows: readonly PendingAuditRow[]): SealedAuditRow[] {
  let before = head
  return rows.map((row) => {
    const placed = { ...row, seq: before.seq + 1, previousHash: before.hash }
    before = { seq: placed.seq, hash: hashOf(placed) }
    return { ...placed, hash: before.hash }
  })
}

/** Names in the order of RFC 8785, so that their JSON is canonical as it is written. */
function hashOf(row: Omit<SealedAuditRow, 'hash'>): string {
  const canonical = JSON.stringify({
    action: row.action,
    at: row.at,
    callerId: row.callerId,
    callerKind: row.callerKind,
    callerName: row.callerName,
    detail: row.detail,
    errorCode: row.errorCode,
    id: row.id,
    occurrences: row.occurrences,
    outcome: row.outcome,
    previousHash: row.previousHash,
    remoteAddress: row.remoteAddress,
    requestId: row.requestId,
    seq: row.seq,
    target: row.target,
    transport: row.transport,
    userAgent: row.userAgent,
  })
  return createHash('sha256').update(`kuraban-audit-row-v1\n${canonical}`, 'utf8').digest('hex')
}
