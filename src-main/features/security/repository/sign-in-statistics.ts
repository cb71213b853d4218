import { sql } from 'kysely'
import { hourMs } from '#main/platform/durations.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

/** What counts as an attempt to sign in, by the action of its row in the record. */
export const signInActions: readonly string[] = [
  'security.signIn',
  'security.twoFactor.verify',
  'security.claimSignInLink',
  'security.singleSignOn.complete',
  'security.passwordReset.complete',
  'security.invitationEntrance.accept',
  'security.tokens.issue',
  'security.developmentSignIn',
]

/** Denials that say the attempt was wrong; the others (limits, frozen) were refused without a look. */
const wrong: readonly string[] = [
  'SIGN_IN_FAILED',
  'TWO_FACTOR_CODE_WRONG',
  'CHALLENGE_EXPIRED',
  'SIGN_IN_LINK_INVALID',
  'SINGLE_SIGN_ON_FAILED',
  'RESET_INVALID',
  'INVITATION_INVALID',
]

function counts(db: DatabaseHandle, since: number) {
  const occurrences = sql<number>`occurrences`
  const sumWhere = (condition: ReturnType<typeof sql<boolean>>) =>
    sql<number>`coalesce(sum(case when ${condition} then ${occurrences} else 0 end), 0)`
  const isWrong = sql<boolean>`error_code in (${sql.join(wrong)})`
  return db
    .selectFrom('auditLog')
    .where('at', '>=', since)
    .where('action', 'in', signInActions)
    .select([
      sumWhere(sql<boolean>`outcome = 'done'`).as('succeeded'),
      sumWhere(sql<boolean>`outcome = 'denied' and ${isWrong}`).as('failed'),
      sumWhere(sql<boolean>`outcome = 'denied' and not ${isWrong}`).as('refused'),
    ])
}

export interface SignInCounts {
  readonly succeeded: number
  readonly failed: number
  readonly refused: number
}

const numbers = ({ succeeded, failed, refused }: SignInCounts): SignInCounts => ({
  succeeded: Number(succeeded),
  failed: Number(failed),
  refused: Number(refused),
})

/** Attempts by the hour in which they began; hours without any are left out. */
export async function signInsByHour(
  db: DatabaseHandle,
  since: number,
): Promise<(SignInCounts & { readonly hour: number })[]> {
  const hour = sql<number>`at / ${sql.lit(hourMs)}`
  const rows = await counts(db, since).select(hour.as('hour')).groupBy(hour).orderBy(hour).execute()
  return rows.map((row) => ({ ...numbers(row), hour: Math.floor(Number(row.hour)) * hourMs }))
}

/** Attempts by address, the busiest first. */
export async function signInsByAddress(
  db: DatabaseHandle,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<(SignInCounts & { readonly address: string; readonly lastAt: number })[]> {
  const rows = await counts(db, since)
    .select(['remoteAddress', (select) => select.fn.max('at').as('lastAt')])
    .groupBy('remoteAddress')
    .orderBy(sql`sum(occurrences)`, 'desc')
    .orderBy('remoteAddress')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...numbers(row), address: row.remoteAddress, lastAt: Number(row.lastAt) }))
}

/** All attempts of a span in one figure each. */
export async function signInTotals(
  db: DatabaseHandle,
  { since, until }: { readonly since: number; readonly until: number },
): Promise<SignInCounts> {
  return numbers(await counts(db, since).where('at', '<', until).executeTakeFirstOrThrow())
}
