import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import type { WorkerConnection } from '#main/storage/sqlite/worker-connection.ts'
import { postgresLines } from './plan.ts'
import { medianMs, type ProbedStatement, type ProbedStorage, run, undone, withOwnConnection } from './probe.ts'

const timeLimitMs = 60_000
const triedIndex = 'kuraban_tried_index'

/** An index to try. Table and columns must be names of the catalogue. */
export interface TriedIndex {
  readonly table: string
  readonly columns: readonly string[]
}

export interface Trial {
  readonly beforeMs: number
  readonly afterMs: number
  readonly isUsed: boolean
  readonly plan: readonly string[]
  readonly copiedRows: number
}

/**
 * Copies the table to where it is gone afterwards, makes the index on the copy, and lets the statement read the copy
 * without and with it. Other tables of the statement are read where they are; nothing of the database is changed.
 */
export function tryIndex(storage: ProbedStorage, statement: ProbedStatement, tried: TriedIndex): Promise<Trial> {
  return storage.engine === 'sqlite' ? tryOnSqlite(storage, statement, tried) : tryOnPostgres(storage, statement, tried)
}

/** A temporary table hides the real one of the same name from the statement, inside a transaction that is taken back. */
function tryOnPostgres(storage: ProbedStorage, statement: ProbedStatement, { table, columns }: TriedIndex) {
  return undone(storage, 'read write', timeLimitMs, async (tx): Promise<Trial> => {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(tx)
    const real = sql.id(rows[0]?.schema ?? 'public', table)
    const copy = sql.id('pg_temp', table)
    await sql`create temp table ${sql.id(table)} (like ${real} including all) on commit drop`.execute(tx)
    const copied = await sql`insert into ${copy} overriding system value select * from ${real}`.execute(tx)
    await sql`analyze ${copy}`.execute(tx)
    const beforeMs = await medianMs(() => run(tx, statement))
    const list = sql.join(columns.map((column) => sql.id(column)))
    await sql`create index ${sql.id(triedIndex)} on ${copy} (${list})`.execute(tx)
    await sql`analyze ${copy}`.execute(tx)
    const afterMs = await medianMs(() => run(tx, statement))
    const plan = postgresLines(await run(tx, { ...statement, sql: `explain ${statement.sql}` }))
    return { beforeMs, afterMs, isUsed: mentions(plan), plan, copiedRows: Number(copied.numAffectedRows ?? 0) }
  })
}

/** A file of its own holds the copy; the database itself is attached, and names that the copy lacks are found there. */
async function tryOnSqlite(storage: ProbedStorage, statement: ProbedStatement, tried: TriedIndex): Promise<Trial> {
  const folder = await mkdtemp(path.join(tmpdir(), 'kuraban-trial-'))
  try {
    return await withOwnConnection(path.join(folder, 'copy.db'), 'read write', async (connection) => {
      await connection.execute("attach database ? as 'source'", [storage.status().location])
      const copiedRows = await copyTable(connection, tried.table)
      const beforeMs = await reading(connection, () => measure(connection, statement))
      const list = tried.columns.map(quoted).join(', ')
      await connection.execute(`create index main.${triedIndex} on ${quoted(tried.table)} (${list})`)
      await connection.execute('analyze main')
      return reading(connection, async () => {
        const afterMs = await measure(connection, statement)
        const { rows } = await connection.execute(`explain query plan ${statement.sql}`, statement.parameters)
        const plan = rows.map(({ detail }) => String(detail))
        return { beforeMs, afterMs, isUsed: mentions(plan), plan, copiedRows }
      })
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function copyTable(connection: WorkerConnection, table: string): Promise<number> {
  const { rows } = await connection.execute(
    "select sql from source.sqlite_schema where tbl_name = ? and type in ('table', 'index') and sql is not null order by type desc",
    [table],
  )
  const [createTable, ...createIndexes] = rows.map((row) => String(row.sql))
  await connection.execute('pragma main.journal_mode = off')
  await connection.execute('pragma foreign_keys = off')
  if (createTable !== undefined) await connection.execute(createTable)
  const name = quoted(table)
  const { changes } = await connection.execute(`insert into main.${name} select * from source.${name}`)
  for (const createIndex of createIndexes) await connection.execute(createIndex)
  await connection.execute('analyze main')
  return changes ?? 0
}

/** The engine refuses every change while `work` runs. */
async function reading<T>(connection: WorkerConnection, work: () => Promise<T>): Promise<T> {
  await connection.execute('pragma query_only = on')
  const result = await work()
  await connection.execute('pragma query_only = off')
  return result
}

function measure(connection: WorkerConnection, { sql: text, parameters }: ProbedStatement): Promise<number> {
  return medianMs(() => connection.execute(text, parameters))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function mentions(plan: readonly string[]): boolean {
  return plan.some((line) => line.includes(triedIndex))
}
