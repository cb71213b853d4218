import type { DatabaseHandle } from '#main/storage/storage.ts'

export async function setPasswordHash(
  db: DatabaseHandle,
  id: string,
  { passwordHash, now }: { passwordHash: string; now: number },
): Promise<void> {
  await db
    .updateTable('users')
    .set({ passwordHash, mustChangePassword: 0, updatedAt: now })
    .where('id', '=', id)
    .execute()
}

/** The same password in another form; somebody who has changed it meanwhile keeps what they chose. */
export async function replacePasswordHash(
  db: DatabaseHandle,
  id: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  await db
    .updateTable('users')
    .set({ passwordHash: to })
    .where('id', '=', id)
    .where('passwordHash', '=', from)
    .execute()
}

export async function requirePasswordChange(db: DatabaseHandle, id: string): Promise<void> {
  await db.updateTable('users').set({ mustChangePassword: 1 }).where('id', '=', id).execute()
}

/** Makes everything that was given out before worthless: access tokens carry the version they were made under. */
export async function raiseCredentialVersion(db: DatabaseHandle, id: string): Promise<void> {
  await db
    .updateTable('users')
    .set((set) => ({ credentialVersion: set('credentialVersion', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function setTwoFactorEnabled(
  db: DatabaseHandle,
  id: string,
  { enabled, now }: { enabled: boolean; now: number },
): Promise<void> {
  await db
    .updateTable('users')
    .set({ twoFactorEnabled: enabled ? 1 : 0, updatedAt: now })
    .where('id', '=', id)
    .execute()
}

/** Whether anything stored can only be compared with that key. */
export async function isPepperUsed(db: DatabaseHandle, keyId: string): Promise<boolean> {
  const password = await db
    .selectFrom('users')
    .select('id')
    .where('passwordHash', 'like', `%keyid=${keyId}$%`)
    .limit(1)
    .executeTakeFirst()
  if (password !== undefined) return true
  const code = await db
    .selectFrom('userBackupCodes')
    .select('id')
    .where('codeHash', 'like', `${keyId}:%`)
    .limit(1)
    .executeTakeFirst()
  return code !== undefined
}
