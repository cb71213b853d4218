import type { Selectable } from 'kysely'
import type { UsersTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import type { PageInput } from '#shared/contract/paging.ts'
import { roleReferenceSchema, type User } from '#shared/features/security/values.ts'

export type UserRow = Selectable<UsersTable>

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: roleReferenceSchema.parse(row.role),
    groups: [],
    language: row.language,
    state: row.state,
    twoFactor: row.twoFactorEnabled === 1 ? 'on' : row.twoFactorRequired === 1 ? 'required' : 'off',
    expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt).toISOString(),
    breakGlass: row.breakGlass === 1,
    createdAt: new Date(row.createdAt).toISOString(),
    lastSignInAt: row.lastSignInAt === null ? null : new Date(row.lastSignInAt).toISOString(),
  }
}

export async function countUsers(db: DatabaseHandle): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export async function countAdministratorsExcept(db: DatabaseHandle, id: string): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('role', '=', 'administrator')
    .where('id', '!=', id)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export function findUser(db: DatabaseHandle, id: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findUserByNameKey(db: DatabaseHandle, nameKey: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('nameKey', '=', nameKey).executeTakeFirst()
}

export async function insertUser(db: DatabaseHandle, row: UserRow): Promise<void> {
  await db.insertInto('users').values(row).execute()
}

export async function updateUser(
  db: DatabaseHandle,
  id: string,
  change: Partial<Pick<UserRow, 'role' | 'heldAccess' | 'language' | 'passwordHash' | 'lastSignInAt'>> & {
    updatedAt: number
  },
): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', id).execute()
}

export async function deleteUser(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute()
}

/** Users in the order of their names; the cursor is the last name's key. */
export async function listUsers(
  db: DatabaseHandle,
  page: PageInput,
): Promise<{ rows: UserRow[]; nextCursor: string | null }> {
  let query = db
    .selectFrom('users')
    .selectAll()
    .orderBy('nameKey')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) query = query.where('nameKey', '>', page.cursor)
  const found = await query.execute()
  const rows = found.slice(0, page.limit)
  return { rows, nextCursor: found.length > page.limit ? (rows.at(-1)?.nameKey ?? null) : null }
}
