import { z } from 'zod'
import type { SavedGroup } from '#main/engine/rules/index.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'

const record = z.record(z.string(), z.string())
/** JSON has no Inf: values are written as text. */
const value = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)])

const alertSchema = z.object({
  labels: record,
  annotations: record,
  value,
  state: z.enum(['pending', 'firing', 'resolved']),
  activeAtMs: z.number(),
  firedAtMs: z.number().exactOptional(),
  resolvedAtMs: z.number().exactOptional(),
  resolvedBy: z.enum(['condition', 'no-data']).exactOptional(),
  keepFiringSinceMs: z.number().exactOptional(),
  noDataSinceMs: z.number().exactOptional(),
})

const savedSchema = z.object({
  evaluatedAtMs: z.number(),
  rules: z.array(
    z.object({
      kind: z.enum(['recording', 'alerting']),
      name: z.string(),
      labels: record,
      alerts: z.array(alertSchema),
      series: z.array(record),
    }),
  ),
})

/** States of groups by their keys; one that cannot be read any more is left out, and its group begins anew. */
export async function readRuleStates(db: DatabaseHandle): Promise<ReadonlyMap<string, SavedGroup>> {
  const rows = await db.selectFrom('ruleStates').select(['groupKey', 'state']).execute()
  return new Map(
    rows.flatMap(({ groupKey, state }): [string, SavedGroup][] => {
      const { data } = savedSchema.safeParse(jsonOf(state))
      return data === undefined ? [] : [[groupKey, data]]
    }),
  )
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export async function writeRuleState(
  db: DatabaseHandle,
  groupKey: string,
  saved: SavedGroup,
  updatedAt: number,
): Promise<void> {
  const state = JSON.stringify(saved, (_key, one: unknown) =>
    typeof one === 'number' && !Number.isFinite(one) ? String(one) : one,
  )
  await db
    .insertInto('ruleStates')
    .values({ groupKey, state, updatedAt })
    .onConflict((conflict) =>
      conflict.column('groupKey').doUpdateSet((row) => ({
        state: row.ref('excluded.state'),
        updatedAt: row.ref('excluded.updatedAt'),
      })),
    )
    .execute()
}

/** Forgets groups that are in no file any more. */
export async function keepRuleStates(db: DatabaseHandle, groupKeys: readonly string[]): Promise<void> {
  const all = db.deleteFrom('ruleStates')
  await (groupKeys.length === 0 ? all : all.where('groupKey', 'not in', [...groupKeys])).execute()
}
