import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { AccessScope, ThingCondition } from '#main/features/security/index.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Classification } from '#shared/contract/permissions.ts'

/** Tables whose rows have an owner and a classification. */
export type OwnedTable = 'backupRepositories' | 'backupJobs'

/** Whose a thing is; nobody's when the owner is null. */
export interface Ownership {
  readonly ownerId: string | null
  readonly classification: Classification
}

export function findOwnership(db: DatabaseHandle, table: OwnedTable, id: string): Promise<Ownership | undefined> {
  return db.selectFrom(table).select(['ownerId', 'classification']).where('id', '=', id).executeTakeFirst()
}

export async function setOwnership(tx: DatabaseHandle, table: OwnedTable, id: string, to: Ownership): Promise<void> {
  const { ownerId, classification } = to
  await tx.updateTable(table).set({ ownerId, classification }).where('id', '=', id).execute()
}

/** Whether a row of the table lies in the scope; without one nothing is restricted. */
export function isInScope(scope: AccessScope | undefined, table: OwnedTable): RawBuilder<SqlBool> {
  if (scope === undefined) return sql<SqlBool>`1 = 1`
  const { allowed, denied } = scope
  return sql<SqlBool>`((${any(allowed, table)}) and not (${any(denied, table)}))`
}

/**
 * Whether a run belongs to a repository, and a job if it has one, that lie in the scope. Runs whose repository or job is
 * no more are seen by those only whom nothing restricts.
 */
export function isRunInScope(scope: AccessScope | undefined): RawBuilder<SqlBool> {
  if (scope === undefined) return sql<SqlBool>`1 = 1`
  const ids = (table: OwnedTable) =>
    sql`(select ${sql.ref(`${table}.id`)} from ${sql.table(table)} where ${isInScope(scope, table)})`
  const run = (column: string) => sql.ref(`backupExecutions.${column}`)
  return sql<SqlBool>`(${run('repositoryId')} in ${ids('backupRepositories')} and (${run('jobName')} is null or ${run('jobId')} in ${ids('backupJobs')}))`
}

/** Whether the scope leaves everything. */
export function isUnrestricted({ allowed, denied }: AccessScope): boolean {
  return denied.length === 0 && allowed.some((one) => one.ownerId === undefined && one.classifications === undefined)
}

function any(conditions: readonly ThingCondition[], table: OwnedTable): RawBuilder<unknown> {
  if (conditions.length === 0) return sql`1 = 0`
  return sql.join(
    conditions.map((one) => matches(one, table)),
    sql` or `,
  )
}

/** Null owners are told apart explicitly: a comparison with null would be neither true nor false, and so would its denial. */
function matches({ ownerId, classifications }: ThingCondition, table: OwnedTable): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  const parts: RawBuilder<unknown>[] = [sql`1 = 1`]
  if (ownerId !== undefined) parts.push(sql`${column('ownerId')} is not null and ${column('ownerId')} = ${ownerId}`)
  if (classifications !== undefined) parts.push(sql`${column('classification')} in (${sql.join(classifications)})`)
  return sql`(${sql.join(parts, sql` and `)})`
}
