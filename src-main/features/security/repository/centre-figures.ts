import type { DatabaseHandle } from '#main/storage/storage.ts'

/** People as the checks count them. */
export interface PeopleFigures {
  readonly active: number
  readonly withoutTwoFactor: number
  readonly administrators: number
  readonly administratorsWithoutTwoFactor: number
  readonly breakGlass: number
  /** Active people whose password is stored in another form than today's. */
  readonly outdatedHashes: number
}

/** One pass over the people; `hashPattern` is the beginning of a hash as it is made today, for LIKE. */
export async function peopleFigures(
  db: DatabaseHandle,
  { now, hashPattern }: { readonly now: number; readonly hashPattern: string },
): Promise<PeopleFigures> {
  const row = await db
    .selectFrom('users')
    .where('state', '=', 'active')
    .where((where) => where.or([where('expiresAt', 'is', null), where('expiresAt', '>', now)]))
    .select((select) => {
      const count = select.fn.countAll<number>()
      const administrator = select('heldAccess', 'like', '%"administrator"%')
      return [
        count.as('active'),
        count.filterWhere('twoFactorEnabled', '=', 0).as('withoutTwoFactor'),
        count.filterWhere(administrator).as('administrators'),
        count.filterWhere(administrator).filterWhere('twoFactorEnabled', '=', 0).as('administratorsWithoutTwoFactor'),
        count.filterWhere('breakGlass', '=', 1).as('breakGlass'),
        count
          .filterWhere('passwordHash', 'is not', null)
          .filterWhere('passwordHash', 'not like', hashPattern)
          .as('outdatedHashes'),
      ]
    })
    .executeTakeFirstOrThrow()
  return {
    active: Number(row.active),
    withoutTwoFactor: Number(row.withoutTwoFactor),
    administrators: Number(row.administrators),
    administratorsWithoutTwoFactor: Number(row.administratorsWithoutTwoFactor),
    breakGlass: Number(row.breakGlass),
    outdatedHashes: Number(row.outdatedHashes),
  }
}

/** API keys that still work, as the checks count them. */
export interface KeyFigures {
  readonly usable: number
  readonly old: number
  readonly unused: number
  /** Keys not revoked though whoever made them is disabled. */
  readonly ofDisabledPeople: number
}

export async function keyFigures(
  db: DatabaseHandle,
  { now, oldBefore, unusedSince }: { readonly now: number; readonly oldBefore: number; readonly unusedSince: number },
): Promise<KeyFigures> {
  const row = await db
    .selectFrom('apiKeys as key')
    .innerJoin('users as maker', 'maker.id', 'key.createdBy')
    .where('key.revokedAt', 'is', null)
    .where('key.expiresAt', '>', now)
    .select((select) => {
      const count = select.fn.countAll<number>()
      const used = select.fn.coalesce('key.lastUsedAt', 'key.createdAt')
      return [
        count.as('usable'),
        count.filterWhere('key.createdAt', '<', oldBefore).as('old'),
        count.filterWhere(used, '<', unusedSince).as('unused'),
        count.filterWhere('maker.state', '=', 'disabled').as('ofDisabledPeople'),
      ]
    })
    .executeTakeFirstOrThrow()
  return {
    usable: Number(row.usable),
    old: Number(row.old),
    unused: Number(row.unused),
    ofDisabledPeople: Number(row.ofDisabledPeople),
  }
}

export async function countLiveSessions(db: DatabaseHandle, now: number): Promise<number> {
  const row = await db
    .selectFrom('userSessions')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Emergency accounts that still work. */
export function liveBreakGlassUsers(
  db: DatabaseHandle,
  now: number,
): Promise<{ name: string; expiresAt: number | null }[]> {
  return db
    .selectFrom('users')
    .select(['name', 'expiresAt'])
    .where('breakGlass', '=', 1)
    .where('state', '=', 'active')
    .where('expiresAt', '>', now)
    .orderBy('expiresAt')
    .execute()
}
