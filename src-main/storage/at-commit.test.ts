import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { describeOnEachDatabase } from '#test/stores/describe-on-each-database.ts'
import { executeAtCommit } from './at-commit.ts'
import type { DatabaseHandle, Storage } from './storage.ts'

describeOnEachDatabase('a statement that goes with the commit', (open) => {
  let storage: Storage

  beforeEach(async () => {
    storage = await open()
    await sql`create table notes (id bigint primary key)`.execute(storage.db)
  })

  const insert = (db: DatabaseHandle, id: number) => {
    const statement = sql`insert into notes values (${id})`
    return { compile: () => statement.compile(db) }
  }

  async function ids(db: DatabaseHandle = storage.db): Promise<number[]> {
    const { rows } = await sql<{ id: number }>`select id from notes order by id`.execute(db)
    return rows.map(({ id }) => id)
  }

  it('is kept with the transaction, in the order of asking, and told to listeners', async () => {
    const told: [string, boolean][] = []
    storage.onQuery(({ parameters, failed }) => told.push([String(parameters), failed]))
    const before = await storage.transaction(async (tx) => {
      await executeAtCommit(tx, insert(tx, 1))
      await executeAtCommit(tx, insert(tx, 2))
      return ids(tx)
    })
    expect(before).toEqual([])
    expect(told).toEqual([
      ['', false],
      ['1', false],
      ['2', false],
    ])
    expect(await ids()).toEqual([1, 2])
  })

  it('is not executed when the transaction is taken back, nor in the next one', async () => {
    const failing = storage.transaction(async (tx) => {
      await executeAtCommit(tx, insert(tx, 1))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await storage.transaction(async (tx) => executeAtCommit(tx, insert(tx, 2)))
    expect(await ids()).toEqual([2])
  })

  it('takes the whole transaction with it when it fails, and leaves the connection usable', async () => {
    await sql`insert into notes values (7)`.execute(storage.db)
    const failing = storage.transaction(async (tx) => {
      await sql`insert into notes values (1)`.execute(tx)
      for (const id of [2, 7, 3]) await executeAtCommit(tx, insert(tx, id))
    })
    await expect(failing).rejects.toMatchObject({ code: 'DATABASE_CONSTRAINT', detail: { kind: 'unique' } })
    expect(await ids()).toEqual([7])
    await storage.transaction(async (tx) => executeAtCommit(tx, insert(tx, 8)))
    expect(await ids()).toEqual([7, 8])
  })

  it('is written once by a transaction that had to be repeated', async () => {
    const insertAfterLook = (id: number) =>
      storage.transaction(async (tx) => {
        await ids(tx)
        await executeAtCommit(tx, insert(tx, id))
      })
    await Promise.all([1, 2, 3, 4].map(insertAfterLook))
    expect(await ids()).toEqual([1, 2, 3, 4])
  })

  it('is executed at once outside a transaction, and refused after its end', async () => {
    await executeAtCommit(storage.db, insert(storage.db, 1))
    expect(await ids()).toEqual([1])
    const ended = await storage.transaction(async (tx) => ({ tx }))
    await expect(executeAtCommit(ended.tx, insert(ended.tx, 2))).rejects.toThrow()
    expect(await ids()).toEqual([1])
  })
})
