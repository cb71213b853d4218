import { sql } from 'kysely'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { ChainHead, SealedAuditRow } from '../audit/chain.ts'
import { isSealed } from '../audit/chain.ts'
import type { AuditRow } from './audit-log.ts'

/** Rows that have no place in the chain yet, oldest first. */
export function unsealedAuditRows(db: DatabaseHandle, limit: number): Promise<AuditRow[]> {
  return db
    .selectFrom('auditLog')
    .selectAll()
    .where('seq', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The last row of the chain. */
export async function auditHead(db: DatabaseHandle): Promise<ChainHead | null> {
  const row = await db
    .selectFrom('auditLog')
    .select(['seq', 'hash'])
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined || row.seq === null || row.hash === null ? null : { seq: row.seq, hash: row.hash }
}

/**
 * Writes the places of rows after `head` in one statement: all of them, or none and `false` when somebody else has
 * linked rows meanwhile. Who comes between the look and the writing (PostgreSQL) makes it fail, by the unique index and
 * the guard of the database.
 */
export async function sealAuditRows(
  db: DatabaseHandle,
  head: ChainHead,
  rows: readonly SealedAuditRow[],
): Promise<boolean> {
  const values = sql.join(
    rows.map(({ id, seq, previousHash, hash }) => sql`(${id}, cast(${seq} as bigint), ${previousHash}, ${hash})`),
  )
  const { numAffectedRows } = await sql`
    update audit_log set seq = v.column2, previous_hash = v.column3, hash = v.column4
    from (values ${values}) as v where audit_log.id = v.column1 and audit_log.seq is null
    and coalesce((select max(seq) from audit_log), 0) = ${head.seq}`.execute(db)
  return numAffectedRows === BigInt(rows.length)
}

/** Linked rows after `afterSeq`, in their order. */
export async function sealedAuditRows(
  db: DatabaseHandle,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<SealedAuditRow[]> {
  const rows = await db
    .selectFrom('auditLog')
    .selectAll()
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.filter(isSealed)
}

/** The last row before the first one that is as young as `since`; null when there is none to prune. */
export async function lastRowBefore(db: DatabaseHandle, since: number): Promise<ChainHead | null> {
  const youngest = await db
    .selectFrom('auditLog')
    .select('seq')
    .where('seq', 'is not', null)
    .where('at', '>=', since)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  const head = await auditHead(db)
  const end = youngest?.seq ?? head?.seq ?? 0
  const row = await db
    .selectFrom('auditLog')
    .select(['seq', 'hash'])
    .where('seq', '=', end - 1)
    .executeTakeFirst()
  return row === undefined || row.seq === null || row.hash === null ? null : { seq: row.seq, hash: row.hash }
}

/** Deletes rows up to and with `seq`, a few at a time; answers how many went. */
export async function deletePrunedRows(db: DatabaseHandle, seq: number, limit: number): Promise<number> {
  const result = await db
    .deleteFrom('auditLog')
    .where('id', 'in', (inner) =>
      inner.selectFrom('auditLog').select('id').where('seq', '<=', seq).orderBy('seq').limit(limit),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
