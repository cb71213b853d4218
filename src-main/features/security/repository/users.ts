import type { Selectable } from 'kysely'
import type { UsersTable } from '#main/storage/schema/security.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { type HeldAccess, heldAccessSchema } from '#shared/contract/permissions.ts'
import { roleReferenceSchema, type User } from '#shared/features/security/values.ts'

export type UserRow = Selectable<UsersTable>

const idsAtOnce = 500

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

/** What a person holds by their own role and those of their groups, as it is kept with them. */
export function heldAccessOf({ heldAccess }: Pick<UserRow, 'heldAccess'>): HeldAccess {
  return heldAccessSchema.parse(JSON.parse(heldAccess))
}

export async function countUsers(db: DatabaseHandle): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

export function findUser(db: DatabaseHandle, id: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
}

export function findUserByNameKey(db: DatabaseHandle, nameKey: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('nameKey', '=', nameKey).executeTakeFirst()
}

export function findUserByEmailKey(db: DatabaseHandle, emailKey: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('emailKey', '=', emailKey).executeTakeFirst()
}

/** People who may sign in, in the order of their names. */
export function activeUsers(db: DatabaseHandle, limit: number): Promise<UserRow[]> {
  return db.selectFrom('users').selectAll().where('state', '=', 'active').orderBy('nameKey').limit(limit).execute()
}

/** Those of the people that there are. */
export async function existingUsers(db: DatabaseHandle, ids: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const some = ids.slice(at, at + idsAtOnce)
    const rows = await db.selectFrom('users').select('id').where('id', 'in', some).execute()
    for (const { id } of rows) found.add(id)
  }
  return found
}

export async function insertUser(db: DatabaseHandle, row: UserRow): Promise<void> {
  await db.insertInto('users').values(row).execute()
}

export type UserChange = Partial<
  Pick<
    UserRow,
    | 'name'
    | 'nameKey'
    | 'email'
    | 'emailKey'
    | 'role'
    | 'language'
    | 'state'
    | 'passwordHash'
    | 'mustChangePassword'
    | 'lastSignInAt'
  >
> & { readonly updatedAt: number }

export async function updateUser(db: DatabaseHandle, id: string, change: UserChange): Promise<void> {
  await db.updateTable('users').set(change).where('id', '=', id).execute()
}

export async function deleteUser(db: DatabaseHandle, id: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute()
}
