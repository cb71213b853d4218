import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import type { DatabaseHandle, Storage } from './storage.ts'
import { isUniqueViolation, StorageError } from './storage-error.ts'

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was refused'),
    (reason: unknown) => reason,
  )
  return error instanceof StorageError ? error.code : String(error)
}

async function count(db: DatabaseHandle): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from counters`.execute(db)
  return rows[0]?.n ?? Number.NaN
}

describeOnEachDatabase('storage', (open) => {
  let storage: Storage

  beforeEach(async () => {
    storage = await open()
    await sql`create table counters (id text primary key, value bigint not null)`.execute(storage.db)
  })

  it('commits what a transaction did and nothing of one that failed', async () => {
    await storage.transaction((tx) => sql`insert into counters values ('a', 1)`.execute(tx))
    const failing = storage.transaction(async (tx) => {
      await sql`insert into counters values ('b', 1)`.execute(tx)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await count(storage.db)).toBe(1)
  })

  it('refuses the database inside a transaction instead of waiting for ever', async () => {
    const wrong = storage.transaction(() => count(storage.db))
    expect(await codeOf(wrong)).toBe('DATABASE_MISUSE')
    const nested = storage.transaction(() => storage.transaction(async (tx) => count(tx)))
    expect(await codeOf(nested)).toBe('DATABASE_MISUSE')
    expect(await codeOf(storage.db.transaction().execute(async () => 1))).toBe('DATABASE_MISUSE')
    expect(await count(storage.db)).toBe(0)
  })

  it('lets work that a transaction started but did not wait for use the database later', async () => {
    const later = await storage.transaction(async () => ({
      counted: new Promise((resolve) => setTimeout(resolve, 50)).then(() => count(storage.db)),
    }))
    expect(await later.counted).toBe(0)
  })

  it('loses no update when transactions cross each other', async () => {
    await sql`insert into counters values ('a', 0)`.execute(storage.db)
    const increment = (): Promise<unknown> =>
      storage.transaction(async (tx) => {
        const { rows } = await sql<{ value: number }>`select value from counters where id = 'a'`.execute(tx)
        await sql`update counters set value = ${(rows[0]?.value ?? 0) + 1} where id = 'a'`.execute(tx)
      })
    await Promise.all(Array.from({ length: 10 }, increment))
    const { rows } = await sql<{ value: number }>`select value from counters`.execute(storage.db)
    expect(rows).toEqual([{ value: 10 }])
  })

  it('lets no two transactions act on what the other one is about to change', async () => {
    const insertWhenEmpty = (id: string): Promise<unknown> =>
      storage.transaction(async (tx) => {
        if ((await count(tx)) === 0) await sql`insert into counters values (${id}, 1)`.execute(tx)
      })
    await Promise.all(['a', 'b', 'c', 'd'].map(insertWhenEmpty))
    expect(await count(storage.db)).toBe(1)
  })

  it('names the rule of the schema that a change breaks', async () => {
    await sql`insert into counters values ('a', 1)`.execute(storage.db)
    const twice = await sql`insert into counters values ('a', 1)`.execute(storage.db).catch((error: unknown) => error)
    expect(isUniqueViolation(twice)).toBe(true)
    const empty = sql`insert into counters (id) values ('b')`.execute(storage.db)
    await expect(empty).rejects.toMatchObject({ code: 'DATABASE_CONSTRAINT', detail: { kind: 'not-null' } })
  })

  it('gives numbers as numbers and bytes as plain bytes', async () => {
    const bytes = storage.engine === 'sqlite' ? 'blob' : 'bytea'
    await sql`create table things (instant bigint, amount numeric, content ${sql.raw(bytes)})`.execute(storage.db)
    const content = Uint8Array.of(0, 255, 10)
    await sql`insert into things values (${1_790_000_000_000}, ${1.5}, ${content})`.execute(storage.db)
    const { rows } = await sql`select instant, amount, content from things`.execute(storage.db)
    expect(rows).toEqual([{ instant: 1_790_000_000_000, amount: 1.5, content }])
  })

  it('takes flags as 0 and 1 and refuses values that the engines keep differently', async () => {
    await sql`insert into counters values (${'yes'}, ${true})`.execute(storage.db)
    const { rows } = await sql`select value from counters`.execute(storage.db)
    expect(rows).toEqual([{ value: 1 }])
    expect(await codeOf(sql`insert into counters values ('d', ${new Date()})`.execute(storage.db))).toBe(
      'DATABASE_MISUSE',
    )
  })

  it('calls a statement that the engine does not understand a failed query', async () => {
    expect(await codeOf(sql`selekt 1`.execute(storage.db))).toBe('DATABASE_QUERY_FAILED')
  })

  it('waits for what runs when it closes, and refuses what comes later', async () => {
    const running = sql`insert into counters values ('a', 1)`.execute(storage.db)
    await Promise.all([running, storage.close()])
    expect(await codeOf(count(storage.db))).toBe('DATABASE_CLOSED')
    await storage.close()
  })

  it('tells listeners of each statement until they stop listening', async () => {
    const heard: string[] = []
    const stop = storage.onQuery(({ sql: text, failed }) => heard.push(`${failed ? 'failed' : 'done'}: ${text}`))
    await count(storage.db)
    await codeOf(sql`selekt 1`.execute(storage.db))
    stop()
    await count(storage.db)
    expect(heard).toEqual(['done: select count(*) as n from counters', 'failed: selekt 1'])
  })
})
