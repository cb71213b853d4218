import type { Selectable } from 'kysely'
import type { OneTimeSecretsTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

export type OneTimeSecretRow = Selectable<OneTimeSecretsTable>
export type OneTimeSecretKind = OneTimeSecretRow['kind']

/** Which secret is meant, and when it is used. */
export interface SecretLookUp {
  readonly secretHash: string
  readonly kind: OneTimeSecretKind
  readonly now: number
}

export async function insertOneTimeSecret(db: DatabaseHandle, row: OneTimeSecretRow): Promise<void> {
  await db.insertInto('oneTimeSecrets').values(row).execute()
}

export function findOneTimeSecret(
  db: DatabaseHandle,
  { secretHash, kind, now }: SecretLookUp,
): Promise<OneTimeSecretRow | undefined> {
  return db
    .selectFrom('oneTimeSecrets')
    .selectAll()
    .where('secretHash', '=', secretHash)
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .executeTakeFirst()
}

/** Counts an attempt before it is judged, so that no more than `missesAtMost` are made however many come at once. */
export function takeAttempt(
  db: DatabaseHandle,
  { secretHash, kind, now }: SecretLookUp,
  missesAtMost: number,
): Promise<OneTimeSecretRow | undefined> {
  return db
    .updateTable('oneTimeSecrets')
    .set((set) => ({ misses: set('misses', '+', 1) }))
    .where('secretHash', '=', secretHash)
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .where('misses', '<', missesAtMost)
    .returningAll()
    .executeTakeFirst()
}

/** The row, for one caller only. */
export function claimOneTimeSecret(
  db: DatabaseHandle,
  { secretHash, kind, now }: SecretLookUp,
): Promise<OneTimeSecretRow | undefined> {
  return db
    .deleteFrom('oneTimeSecrets')
    .where('secretHash', '=', secretHash)
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .returningAll()
    .executeTakeFirst()
}

export async function prolongOneTimeSecret(db: DatabaseHandle, secretHash: string, expiresAt: number): Promise<void> {
  await db.updateTable('oneTimeSecrets').set({ expiresAt }).where('secretHash', '=', secretHash).execute()
}

export async function forgetOneTimeSecrets(
  db: DatabaseHandle,
  userId: string,
  kinds: readonly OneTimeSecretKind[],
): Promise<void> {
  await db.deleteFrom('oneTimeSecrets').where('userId', '=', userId).where('kind', 'in', kinds).execute()
}

export async function countOneTimeSecrets(
  db: DatabaseHandle,
  { userId, kind, now }: { userId: string; kind: OneTimeSecretKind; now: number },
): Promise<number> {
  const row = await db
    .selectFrom('oneTimeSecrets')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Keeps the newest `keep` of a kind. */
export async function forgetOldestOneTimeSecrets(
  db: DatabaseHandle,
  { userId, kind, keep }: { userId: string; kind: OneTimeSecretKind; keep: number },
): Promise<void> {
  const rows = await db
    .selectFrom('oneTimeSecrets')
    .select('secretHash')
    .where('userId', '=', userId)
    .where('kind', '=', kind)
    .orderBy('createdAt', 'desc')
    .orderBy('secretHash')
    .execute()
  const old = rows.slice(keep).map(({ secretHash }) => secretHash)
  if (old.length > 0) await db.deleteFrom('oneTimeSecrets').where('secretHash', 'in', old).execute()
}

export async function forgetExpiredOneTimeSecrets(db: DatabaseHandle, now: number): Promise<void> {
  await db.deleteFrom('oneTimeSecrets').where('expiresAt', '<=', now).execute()
}
