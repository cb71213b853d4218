import type { HeadRow, Marks } from '#main/engine/tsdb/index.ts'
import type { TimeseriesMarksTable } from '../../schema/timeseries.ts'
import type { DatabaseHandle } from '../../storage.ts'
import { parts } from './chunk-rows.ts'

const rowsOfStatement = 500

export async function readRows(db: DatabaseHandle, after: number, limit: number): Promise<readonly HeadRow[]> {
  const rows = await db
    .selectFrom('timeseriesHead')
    .selectAll()
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id, tick, data }) => ({ sequence: id, tickMs: tick, data }))
}

/** Adds rows; those that an earlier try has written already are passed over. */
export async function insertRows(db: DatabaseHandle, rows: readonly HeadRow[]): Promise<void> {
  for (const some of parts(rows, rowsOfStatement)) {
    const values = some.map(({ sequence, tickMs, data }) => ({ id: sequence, tick: tickMs, data }))
    await db
      .insertInto('timeseriesHead')
      .values(values)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
}

export async function deleteHead(db: DatabaseHandle, which: '<' | '>=', tickMs: number): Promise<void> {
  await db.deleteFrom('timeseriesHead').where('tick', which, tickMs).execute()
}

export async function readMarks(db: DatabaseHandle): Promise<Marks> {
  const rows = await db.selectFrom('timeseriesMarks').selectAll().execute()
  const at = (name: TimeseriesMarksTable['name']) => rows.find((row) => row.name === name)?.at ?? 0
  return { sealedUntilMs: at('sealed-until'), rolledUntilMs: at('rolled-until'), retainedAtMs: at('retained-at') }
}

export async function moveMark(db: DatabaseHandle, name: TimeseriesMarksTable['name'], at: number): Promise<void> {
  await db
    .insertInto('timeseriesMarks')
    .values({ name, at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ at }))
    .execute()
}
