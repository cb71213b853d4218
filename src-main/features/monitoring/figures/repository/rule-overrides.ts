import type { DatabaseHandle } from '#main/storage/storage.ts'

/** What was changed about a rule beside its file; null is as the file says. */
export interface RuleOverride {
  readonly ruleId: string
  readonly isEnabled: boolean | null
  readonly forSeconds: number | null
  readonly threshold: number | null
  readonly expression: string | null
}

export async function readOverrides(db: DatabaseHandle): Promise<RuleOverride[]> {
  const rows = await db
    .selectFrom('ruleOverrides')
    .select(['ruleId', 'isEnabled', 'forSeconds', 'threshold', 'expression'])
    .execute()
  return rows.map(({ isEnabled, ...row }) => ({ ...row, isEnabled: isEnabled === null ? null : isEnabled === 1 }))
}

export async function writeOverride(
  db: DatabaseHandle,
  { isEnabled, ...override }: RuleOverride,
  updatedAt: number,
): Promise<void> {
  const row = { ...override, isEnabled: isEnabled === null ? null : isEnabled ? (1 as const) : (0 as const), updatedAt }
  await db
    .insertInto('ruleOverrides')
    .values(row)
    .onConflict((conflict) => {
      const { ruleId: _ruleId, ...changed } = row
      return conflict.column('ruleId').doUpdateSet(changed)
    })
    .execute()
}

export async function deleteOverride(db: DatabaseHandle, ruleId: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('ruleOverrides').where('ruleId', '=', ruleId).executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}
