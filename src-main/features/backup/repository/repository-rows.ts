import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { AccessScope } from '#main/features/security/index.ts'
import { decodePageKey, pageOf } from '#main/storage/page-key.ts'
import type { BackupRepositoryTable } from '#main/storage/schema/backup.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import {
  type BackupRepository,
  type RepositoryLocation,
  repositoryLocationSchema,
} from '#shared/features/backup/values.ts'
import { flag, fromJson, instantText, instantTextOrNull } from './columns.ts'
import { isInScope } from './ownership-rows.ts'

export interface NewRepositoryEntry {
  readonly id: string
  readonly name: string
  readonly location: RepositoryLocation
  readonly formatId: string
  readonly formatVersion: number
  readonly createdAt: Date
  readonly ownerId: string | null
}

/** What a look at the repository's files showed. */
export interface RepositoryStatistics {
  readonly sizeBytes: number
  readonly snapshotCount: number
  readonly lastSnapshotAt: Date | null
}

/** A place as one text, the same for the same place. */
export function locationKey(location: RepositoryLocation): string {
  return `${location.kind}:${location.path}`
}

export async function insertRepository(db: DatabaseHandle, entry: NewRepositoryEntry): Promise<void> {
  await db
    .insertInto('backupRepositories')
    .values({
      id: entry.id,
      name: entry.name,
      location: JSON.stringify(entry.location),
      locationKey: locationKey(entry.location),
      formatId: entry.formatId,
      formatVersion: entry.formatVersion,
      createdAt: entry.createdAt.getTime(),
      ownerId: entry.ownerId,
      classification: 'internal',
    })
    .execute()
}

export async function listRepositories(
  db: DatabaseHandle,
  page: PageInput,
  scope?: AccessScope,
): Promise<Page<BackupRepository>> {
  let query = selectRepositories(db, scope)
    .orderBy('name')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) {
    const [name] = decodePageKey(page.cursor, z.tuple([z.string()]))
    query = query.where('name', '>', name)
  }
  return pageOf(await query.execute(), page.limit, (row) => [row.name], toRepository)
}

export async function listAllRepositories(
  db: DatabaseHandle,
  scope?: AccessScope,
): Promise<
  (BackupRepository & { readonly unreachableSince: string | null; readonly verificationExecutionId: string | null })[]
> {
  const rows = await selectRepositories(db, scope).orderBy('name').execute()
  return rows.map((row) => ({
    ...toRepository(row),
    unreachableSince: instantTextOrNull(row.unreachableSince),
    verificationExecutionId: row.lastVerificationExecutionId,
  }))
}

export async function findRepository(db: DatabaseHandle, id: string): Promise<BackupRepository | undefined> {
  const row = await selectRepositories(db).where('id', '=', id).executeTakeFirst()
  return row && toRepository(row)
}

/** Which of name and place is taken by another entry. */
export async function findRepositoryTakenBy(
  db: DatabaseHandle,
  wanted: { readonly name: string; readonly location?: RepositoryLocation; readonly exceptId?: string },
): Promise<'name' | 'location' | undefined> {
  const key = wanted.location && locationKey(wanted.location)
  const rows = await db
    .selectFrom('backupRepositories')
    .select(['id', 'name'])
    .where((eb) => eb.or([eb('name', '=', wanted.name), ...(key === undefined ? [] : [eb('locationKey', '=', key)])]))
    .execute()
  const others = rows.filter((row) => row.id !== wanted.exceptId)
  if (others.length === 0) return undefined
  return others.some((row) => row.name === wanted.name) ? 'name' : 'location'
}

export async function renameRepository(db: DatabaseHandle, id: string, name: string): Promise<void> {
  await db.updateTable('backupRepositories').set({ name }).where('id', '=', id).execute()
}

export async function deleteRepository(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('backupRepositoryLocks').where('repositoryId', '=', id).execute()
  await db.deleteFrom('backupRepositories').where('id', '=', id).execute()
}

export async function saveStatistics(db: DatabaseHandle, id: string, found: RepositoryStatistics): Promise<void> {
  await db
    .updateTable('backupRepositories')
    .set({
      sizeBytes: found.sizeBytes,
      snapshotCount: found.snapshotCount,
      lastSnapshotAt: found.lastSnapshotAt?.getTime() ?? null,
      reachable: 1,
      unreachableSince: null,
    })
    .where('id', '=', id)
    .execute()
}

/** Remembers whether the place answered; tells whether that is news. */
export async function saveReachability(db: DatabaseHandle, id: string, reachable: boolean, at: Date): Promise<boolean> {
  const result = await db
    .updateTable('backupRepositories')
    .set({ reachable: flag(reachable), unreachableSince: reachable ? null : at.getTime() })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('reachable', 'is', null), eb('reachable', '!=', flag(reachable))]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function saveVerification(
  db: DatabaseHandle,
  id: string,
  verification: { readonly result: 'passed' | 'failed'; readonly at: Date; readonly executionId: string },
): Promise<void> {
  await db
    .updateTable('backupRepositories')
    .set({
      lastVerification: verification.result,
      lastVerifiedAt: verification.at.getTime(),
      lastVerificationExecutionId: verification.executionId,
    })
    .where('id', '=', id)
    .execute()
}

/** How many repositories there are, how many were verified well since then, and how many failed when last verified. */
export async function verificationFigures(
  db: DatabaseHandle,
  sinceMs: number,
): Promise<{ repositories: number; verified: number; failing: number }> {
  const row = await db
    .selectFrom('backupRepositories')
    .select((select) => {
      const count = select.fn.countAll<number>()
      return [
        count.as('repositories'),
        count
          .filterWhere('lastVerification', '=', 'passed')
          .filterWhere('lastVerifiedAt', '>=', sinceMs)
          .as('verified'),
        count.filterWhere('lastVerification', '=', 'failed').as('failing'),
      ]
    })
    .executeTakeFirstOrThrow()
  return { repositories: Number(row.repositories), verified: Number(row.verified), failing: Number(row.failing) }
}

function selectRepositories(db: DatabaseHandle, scope?: AccessScope) {
  return db
    .selectFrom('backupRepositories')
    .selectAll('backupRepositories')
    .select((eb) =>
      eb
        .selectFrom('backupJobs')
        .select(sql<number>`count(*)`.as('jobCount'))
        .whereRef('backupJobs.repositoryId', '=', 'backupRepositories.id')
        .as('jobCount'),
    )
    .where(isInScope(scope, 'backupRepositories'))
}

type RepositoryRow = Selectable<BackupRepositoryTable> & { jobCount: number | null }

function toRepository(row: RepositoryRow): BackupRepository {
  return {
    id: row.id,
    name: row.name,
    location: fromJson(row.location, repositoryLocationSchema),
    repositoryId: row.formatId,
    formatVersion: row.formatVersion,
    createdAt: instantText(row.createdAt),
    sizeBytes: row.sizeBytes,
    snapshotCount: row.snapshotCount,
    lastSnapshotAt: instantTextOrNull(row.lastSnapshotAt),
    lastVerifiedAt: instantTextOrNull(row.lastVerifiedAt),
    lastVerification: row.lastVerification,
    jobCount: row.jobCount ?? 0,
    reachable: row.reachable === null ? null : row.reachable === 1,
    ownerId: row.ownerId,
    classification: row.classification,
  }
}
