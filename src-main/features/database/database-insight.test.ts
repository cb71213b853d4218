import { createRouterClient } from '@orpc/server'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { systemClock } from '#main/platform/clock.ts'
import { Owner } from '#main/platform/lifecycle.ts'
import type { Storage } from '#main/storage/storage.ts'
import { userCaller } from '#test/fixtures/signed-in.ts'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { createDatabaseInsight } from './index.ts'
import { reliedIndexes } from './repository/relied-indexes.ts'

const context: ApiContext = {
  ...{ requestId: 'r', transport: 'internal', remoteAddress: '', userAgent: '', caller: userCaller() },
  effects: {
    ...{ keepSession: () => false, forgetSession: () => {}, reportSessionEnd: () => {}, reportRateLimit: () => {} },
  },
}
const secret = 'a-value-that-nobody-must-see'

type ReadingTables = { readings: { id: number; place: string; value: number } }

describeOnEachDatabase('insight into the database', (open) => {
  let storage: Storage
  let owner: Owner

  beforeEach(async () => {
    storage = await open()
    owner = new Owner('test')
  })
  afterEach(() => owner.stop())

  function client() {
    const insight = createDatabaseInsight({ storage, clock: systemClock, slowQueryMs: 10_000 })
    insight.start(owner)
    return createRouterClient(insight.router, { context })
  }

  const readings = () => storage.db.$extendTables<ReadingTables>()

  async function fill(rows: number): Promise<void> {
    await sql`create table readings (id bigint primary key, place text not null, value bigint not null)`.execute(
      storage.db,
    )
    await sql`create index readings_by_value on readings (value)`.execute(storage.db)
    const numbers =
      storage.engine === 'sqlite'
        ? sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows}) select i, 'place-' || (i % 5000), i % 7 from n where true`
        : sql`select i, 'place-' || (i % 5000), i % 7 from generate_series(1, ${sql.lit(rows)}) i`
    await sql`insert into readings (id, place, value) ${numbers}`.execute(storage.db)
    await sql`analyze readings`.execute(storage.db)
  }

  const readPlace = (place: string) =>
    readings().selectFrom('readings as r').selectAll().where('r.place', '=', place).orderBy('r.id').execute()

  async function shapeOfReading(insight: ReturnType<typeof client>) {
    const { items } = await insight.queries({ search: '"readings" as "r"' })
    const [shape] = items
    if (shape === undefined) throw new Error('the query was not counted')
    return shape
  }

  it('counts what is asked from the start on, by shape, sorted and filtered', async () => {
    await fill(100)
    const insight = client()
    await readPlace('place-1')
    await readPlace(secret)
    const shape = await shapeOfReading(insight)
    expect(shape).toMatchObject({ calls: 2, rows: 1, slowCalls: 0 })
    expect((await insight.queries({ onlySlow: true })).items).toEqual([])
    const byCalls = (await insight.queries({ sort: 'calls' })).items.map(({ calls }) => calls)
    expect(byCalls).toEqual([...byCalls].sort((left, right) => right - left))
    expect(JSON.stringify(await insight.queries({}))).not.toContain(secret)

    await insight.reset()
    await expect(insight.explain({ id: shape.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await owner.stop()
    await readPlace('place-1')
    expect((await insight.queries({})).items).toEqual([])
  })

  it('tells the plan of a query without its values, what it reads whole, and which index could help', async () => {
    await fill(20_000)
    const insight = client()
    await readPlace(secret)
    const { id } = await shapeOfReading(insight)
    const planned = await insight.explain({ id })
    expect(planned).toMatchObject({ scansWholeTable: ['readings'], durationMs: null })
    expect(planned.suggestions).toEqual([
      {
        sql: 'create index readings_by_place_id on readings (place, id)',
        ...{ table: 'readings', columns: ['place', 'id'], uses: ['equality', 'order'] },
      },
    ])
    const measured = await insight.explain({ id, measure: true })
    expect(measured.durationMs).toBeGreaterThan(0)
    expect(/actual/.test(measured.plan)).toBe(storage.engine === 'postgres')
    expect(JSON.stringify([planned, measured])).not.toContain(secret)
  })

  it('suggests nothing for small tables and for what an index serves already', async () => {
    await fill(900)
    const insight = client()
    await readPlace('place-1')
    expect((await insight.explain({ id: (await shapeOfReading(insight)).id })).suggestions).toEqual([])
    await sql`insert into readings (id, place, value) select id + 900, place, value from readings`.execute(storage.db)
    await sql`analyze readings`.execute(storage.db)
    expect((await insight.explain({ id: (await shapeOfReading(insight)).id })).suggestions).toHaveLength(1)
    await sql`create index readings_by_place on readings (place, id, value)`.execute(storage.db)
    expect((await insight.explain({ id: (await shapeOfReading(insight)).id })).suggestions).toEqual([])
  })

  it('carries out again only what reads', async () => {
    await fill(100)
    const insight = client()
    await readings().deleteFrom('readings').where('id', '=', 1).execute()
    await sql`update readings set value = value + 1 where id = 2`.execute(storage.db)
    const { items } = await insight.queries({ search: 'readings' })
    expect(items).toHaveLength(2)
    for (const { id } of items) {
      expect((await insight.explain({ id })).plan).toMatch(/readings/)
      await expect(insight.explain({ id, measure: true })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      const tried = { id, table: 'readings', columns: ['value'] }
      await expect(insight.tryIndex(tried)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    }
    const left = await readings().selectFrom('readings').select('value').where('id', 'in', [1, 2]).execute()
    expect(left).toEqual([{ value: 3 }])
  })

  it('tries an index on a copy and leaves the table as it is', async () => {
    await fill(60_000)
    const insight = client()
    await readPlace('place-77')
    const { id } = await shapeOfReading(insight)
    const before = await insight.status()
    const trial = await insight.tryIndex({ id, table: 'readings', columns: ['place', 'id'] })
    expect(trial).toMatchObject({ isUsed: true, copiedRows: 60_000 })
    expect(trial.afterMs).toBeLessThan(trial.beforeMs)
    const useless = await insight.tryIndex({ id, table: 'readings', columns: ['value'] })
    expect(useless.isUsed).toBe(false)
    const { indexes } = await createRouterClient(createDatabaseInsight({ storage, clock: systemClock }).router, {
      context,
    }).status()
    expect(indexes.map(({ name }) => name)).toEqual(before.indexes.map(({ name }) => name))
    expect(await readPlace('place-77')).toHaveLength(12)
  })

  it('tries one index at a time, and none on a table of more than a million rows', async () => {
    await fill(1_100_000)
    const insight = client()
    await readings().selectFrom('readings as r').select('id').where('r.place', '=', 'x').execute()
    await storage.db.selectFrom('tasks').selectAll().where('kind', '=', 'x').execute()
    const { id } = await shapeOfReading(insight)
    const large = insight.tryIndex({ id, table: 'readings', columns: ['place'] })
    await expect(large).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' })

    const [ofTasks] = (await insight.queries({ search: '"tasks" where "kind"' })).items
    const tried = { id: ofTasks?.id ?? '', table: 'tasks', columns: ['kind'] }
    const both = await Promise.allSettled([insight.tryIndex(tried), insight.tryIndex(tried)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await insight.tryIndex(tried)).toMatchObject({ copiedRows: 0 })
  })

  it('takes only names of the schema for tables and columns', async () => {
    await fill(100)
    const insight = client()
    await readPlace('place-1')
    const { id } = await shapeOfReading(insight)
    const hostile = [
      'readings" (id); drop table "readings',
      'pg_class',
      'sqlite_schema',
      'readings; drop table tasks',
      '',
    ]
    for (const table of hostile) {
      await expect(insight.tryIndex({ id, table, columns: ['id'] }), table).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    for (const columns of [['id) ; drop table readings --'], ['id', 'id'], ['lower(place)'], ['ctid'], ['rowid']]) {
      const trial = insight.tryIndex({ id, table: 'readings', columns })
      await expect(trial, columns.join()).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await readPlace('place-1')).toHaveLength(1)
  })

  it('says how large tables and indexes are, and how the connections stand', async () => {
    await fill(20_000)
    const status = await client().status()
    expect(status).toMatchObject({
      engine: storage.engine,
      slowQueryMs: 10_000,
      version: storage.status().engineVersion,
    })
    const table = status.tables.find(({ name }) => name === 'readings')
    expect(table?.rows).toBe(20_000)
    expect(table?.tableBytes).toBeGreaterThan(200_000)
    expect(table?.indexBytes).toBeGreaterThan(100_000)
    const index = status.indexes.find(({ name }) => name === 'readings_by_value')
    expect(index).toMatchObject({ table: 'readings', columns: 'value', scans: storage.engine === 'sqlite' ? null : 0 })
    expect(status.sizeBytes).toBeGreaterThan((table?.tableBytes ?? 0) + (table?.indexBytes ?? 0))
    expect(status.pool.limit).toBeGreaterThan(0)
    expect(status.pool.used + status.pool.idle).toBeLessThanOrEqual(status.pool.limit)
  })

  it('finds every index that the product relies on, used by the query it is for', async () => {
    const { items } = await client().indexChecks()
    expect(items.length).toBeGreaterThanOrEqual(15)
    expect(items.filter(({ state }) => state !== 'used')).toEqual([])
  })

  it('says that an index is missing when it has been dropped', async () => {
    const insight = client()
    for (const { name } of reliedIndexes) await sql`drop index ${sql.id(name)}`.execute(storage.db)
    const { items } = await insight.indexChecks()
    expect(items.map(({ name, state }) => ({ name, state }))).toEqual(
      reliedIndexes.map(({ name }) => ({ name, state: 'missing' })),
    )
  })

  it('says that an index is there but not used when it no longer fits its query', async () => {
    const insight = client()
    await sql`drop index tasks_by_finished_at`.execute(storage.db)
    await sql`create index tasks_by_finished_at on tasks (title)`.execute(storage.db)
    const { items } = await insight.indexChecks()
    expect(items.find(({ name }) => name === 'tasks_by_finished_at')).toMatchObject({ state: 'unused' })
  })
})
