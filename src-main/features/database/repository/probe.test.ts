import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestStorage } from '#test/stores/open-test-storage.ts'
import { postgresLines } from './plan.ts'
import { undone, withOwnConnection } from './probe.ts'

describe('a transaction that is taken back', () => {
  let opened: Awaited<ReturnType<typeof openTestStorage>>
  beforeEach(async () => {
    opened = await openTestStorage('postgres')
  })
  afterEach(() => opened.remove())

  it('gives its result and keeps none of its changes', async () => {
    const { storage } = opened
    const made = await undone(storage, 'read write', 5_000, async (tx) => {
      await sql`create table made (a bigint)`.execute(tx)
      return 'made'
    })
    expect(made).toBe('made')
    await expect(sql`select * from made`.execute(storage.db)).rejects.toMatchObject({ code: 'DATABASE_QUERY_FAILED' })
  })

  it('refuses changes where it only reads, and what takes too long', async () => {
    const { storage } = opened
    const change = undone(storage, 'read only', 5_000, (tx) => sql`delete from tasks`.execute(tx))
    await expect(change).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' })
    const sleep = undone(storage, 'read only', 100, (tx) => sql`select pg_sleep(5)`.execute(tx))
    await expect(sleep).rejects.toMatchObject({ code: 'DATABASE_TIMEOUT' })
  })
})

describe('a connection of its own', () => {
  let file = ''
  beforeEach(() => {
    file = join(mkdtempSync(join(tmpdir(), 'kuraban-probe-test-')), 'a.db')
  })
  afterEach(() => rmSync(join(file, '..'), { recursive: true, force: true }))

  it('refuses changes where it only reads', async () => {
    await withOwnConnection(file, 'read write', (connection) => connection.execute('create table t (a)'))
    await withOwnConnection(file, 'read only', async (connection) => {
      await expect(connection.execute('insert into t values (1)')).rejects.toMatchObject({ code: 'SQLITE_READONLY' })
    })
  })
})

describe('postgresLines', () => {
  it('hides values of conditions and leaves costs alone', () => {
    const lines = [
      'Seq Scan on users u  (cost=0.00..12.50 rows=1 width=32)',
      "  Filter: ((name = 'it''s me'::text) AND (age > 42) AND (share <= -1.5))",
      "  Index Cond: (id = ANY ('{1,2}'::bigint[]))",
      '        Rows Removed by Filter: 12',
    ]
    expect(postgresLines(lines.map((line) => ({ 'QUERY PLAN': line })))).toEqual([
      'Seq Scan on users u  (cost=0.00..12.50 rows=1 width=32)',
      "  Filter: ((name = '?'::text) AND (age > ?) AND (share <= ?))",
      "  Index Cond: (id = ANY ('?'::bigint[]))",
      '        Rows Removed by Filter: 12',
    ])
  })
})
