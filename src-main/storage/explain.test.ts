import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { explain } from './explain.ts'

type NumberTables = { numbers: { id: string; value: number } }

describeOnEachDatabase('explain', (open) => {
  it('tells the steps of a query, measured on PostgreSQL, and carries no change out', async () => {
    const storage = await open()
    const db = storage.db.$extendTables<NumberTables>()
    await sql`create table numbers (id text primary key, value bigint)`.execute(db)
    const query = db.selectFrom('numbers').selectAll().where('id', '=', 'a')

    expect((await explain(storage, query)).join('\n')).toMatch(/numbers/)
    const analyzed = (await explain(storage, query, { analyze: true })).join('\n')
    expect(/actual/.test(analyzed)).toBe(storage.engine === 'postgres')
    const change = db.insertInto('numbers').values({ id: 'a', value: 1 })
    await expect(explain(storage, change, { analyze: true })).rejects.toMatchObject({ code: 'DATABASE_MISUSE' })
  })
})
