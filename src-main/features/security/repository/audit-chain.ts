import { sql } from 'kysely'
import { auditContentColumns } from '#main/storage/audit-guards.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { ChainHead, SealedAuditRow } from '../audit/chain.ts'
import type { PendingAuditRow } from './audit-log.ts'

/** Rows that have no place in the chain yet, oldest first: their ids begin with their time. */
export function unsealedAuditRows(db: DatabaseHandle, limit: number): Promise<PendingAuditRow[]> {
  return db.selectFrom('auditPending').selectAll().orderBy('id').limit(limit).execute()
}

/** The last row of the chain. */
export async function auditHead(db: DatabaseHandle): Promise<ChainHead | null> {
  const row = await db
    .selectFrom('auditChain')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/**
 * Moves rows into the chain after `head` in one statement: all of them, or none and `false` when somebody else has
 * linked rows meanwhile. Who comes between the look and the writing (PostgreSQL) makes it fail, by the key and the guard
 * of the database. The database takes the rows out of the pending ones by itself.
 */
export async function sealAuditRows(
  db: DatabaseHandle,
  head: ChainHead,
  rows: readonly SealedAuditRow[],
): Promise<boolean> {
  const values = sql.join(
    rows.map(({ id, seq, previousHash, hash }) => sql`(${id}, cast(${seq} as bigint), ${previousHash}, ${hash})`),
  )
  const content = sql.raw(auditContentColumns.join(', '))
  const { numAffectedRows } = await sql`
    insert into audit_chain (seq, previous_hash, hash, ${content})
    select v.column2, v.column3, v.column4, ${content} from (values ${values}) as v
    join audit_pending on audit_pending.id = v.column1
    where coalesce((select max(seq) from audit_chain), 0) = ${head.seq}`.execute(db)
  return numAffectedRows === BigInt(rows.length)
}

/** Linked rows after `afterSeq`, in their order. */
export function sealedAuditRows(
  db: DatabaseHandle,
  { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
): Promise<SealedAuditRow[]> {
  return db.selectFrom('auditChain').selectAll().where('seq', '>', afterSeq).orderBy('seq').limit(limit).execute()
}

/** The last row before the first one that is as young as `since`; null when there is none to prune. */
export async function lastRowBefore(db: DatabaseHandle, since: number): Promise<ChainHead | null> {
  const youngest = await db
    .selectFrom('auditChain')
    .select('seq')
    .where('at', '>=', since)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  const end = youngest?.seq ?? (await auditHead(db))?.seq ?? 0
  const row = await db
    .selectFrom('auditChain')
    .select(['seq', 'hash'])
    .where('seq', '=', end - 1)
    .executeTakeFirst()
  return row ?? null
}

/** Deletes rows up to and with `seq`, a few at a time; answers how many went. */
export async function deletePrunedRows(db: DatabaseHandle, seq: number, limit: number): Promise<number> {
  const result = await db
    .deleteFrom('auditChain')
    .where('seq', 'in', (inner) =>
      inner.selectFrom('auditChain').select('seq').where('seq', '<=', seq).orderBy('seq').limit(limit),
    )
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
