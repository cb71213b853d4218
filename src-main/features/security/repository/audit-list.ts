import { type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { decodePageKey, pageOf } from '#main/storage/page-key.ts'
import type { DatabaseSchema } from '#main/storage/schema/index.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import { type AuditEntryView, type AuditFilter, auditRowSchema } from '#shared/features/security/contract/audit.ts'
import type { SealedAuditRow } from '../audit/chain.ts'
import type { AuditRow } from './audit-log.ts'

const keySchema = z.tuple([z.number(), z.string()])
const detailSchema = z.looseObject({ targetName: z.string().optional() })

/** One page of the record, newest first, in one query. */
export async function listAuditRows(
  db: DatabaseHandle,
  filter: AuditFilter,
  { cursor, limit }: PageInput,
): Promise<Page<AuditEntryView>> {
  let query = db.selectFrom('auditLog').selectAll().where(matching(filter))
  if (cursor !== undefined) {
    const [at, id] = decodePageKey(cursor, keySchema)
    query = query.where((eb) => eb.or([eb('at', '<', at), eb.and([eb('at', '=', at), eb('id', '<', id)])]))
    query = query.where('at', '<=', at)
  }
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, (row) => [row.at, row.id], toAuditEntry)
}

export async function findAuditRow(db: DatabaseHandle, id: string): Promise<AuditEntryView | null> {
  const row = await db.selectFrom('auditLog').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toAuditEntry(row)
}

/** Linked rows after `afterSeq` and up to `untilSeq` that the filter lets through, in their order. */
export function exportedAuditRows(
  db: DatabaseHandle,
  filter: AuditFilter,
  range: { readonly afterSeq: number; readonly untilSeq: number; readonly limit: number },
): Promise<SealedAuditRow[]> {
  return db
    .selectFrom('auditChain')
    .selectAll()
    .where('seq', '>', range.afterSeq)
    .where('seq', '<=', range.untilSeq)
    .where(matching(filter))
    .orderBy('seq')
    .limit(range.limit)
    .execute()
}

/** How many rows wait for their place, and when the oldest of all was written. */
export async function auditFigures(db: DatabaseHandle): Promise<{ unsealedRows: number; oldestAt: number | null }> {
  const { unsealedRows, pendingAt, linkedAt } = await db
    .selectFrom('auditPending')
    .select((eb) => [
      eb.fn.countAll<number | string>().as('unsealedRows'),
      eb.fn.min('at').as('pendingAt'),
      eb
        .selectFrom('auditChain')
        .select((inner) => inner.fn.min('at').as('at'))
        .as('linkedAt'),
    ])
    .executeTakeFirstOrThrow()
  return { unsealedRows: Number(unsealedRows), oldestAt: linkedAt ?? pendingAt }
}

/** Stands between columns that are searched as one text, and in none of them. */
const between = sql.lit('\n')

const searched = [
  'action',
  'target',
  'callerName',
  'callerId',
  'remoteAddress',
  'errorCode',
  'requestId',
  'detail',
] as const

function matching({ from, to, caller, action, target, outcome, search }: AuditFilter) {
  return (eb: ExpressionBuilder<DatabaseSchema, 'auditLog' | 'auditChain'>) => {
    const all = [
      ...(from === undefined ? [] : [eb('at', '>=', Date.parse(from))]),
      ...(to === undefined ? [] : [eb('at', '<=', Date.parse(to))]),
      ...(caller === undefined ? [] : [eb.or([eb('callerId', '=', caller), eb('callerName', '=', caller)])]),
      ...(action === undefined ? [] : [eb('action', '=', action)]),
      ...(target === undefined ? [] : [eb('target', '=', target)]),
      ...(outcome === undefined ? [] : [eb('outcome', '=', outcome)]),
      ...(search === undefined || search === '' ? [] : [containing(eb, search)]),
    ]
    return eb.and(all)
  }
}

/**
 * Part of any text, without regard to the case of Latin letters; the signs of patterns mean themselves. The record is
 * searched by reading it, so a row costs one comparison.
 */
function containing(eb: ExpressionBuilder<DatabaseSchema, 'auditLog' | 'auditChain'>, search: string) {
  const pattern = `%${search.replaceAll(/[\\%_]/g, '\\$&')}%`
  const texts = searched.map((column) => sql`coalesce(${eb.ref(column)}, '')`)
  return sql<SqlBool>`lower(${sql.join(texts, sql` || ${between} || `)}) like lower(${pattern}) escape '\\'`
}

function toAuditEntry(row: AuditRow): AuditEntryView {
  const { targetName = null, ...detail } = detailSchema.parse(JSON.parse(row.detail))
  return auditRowSchema.parse({ ...row, at: new Date(row.at).toISOString(), targetName, detail })
}
