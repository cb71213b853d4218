import { CompiledQuery, sql } from 'kysely'
import type { SqlValue } from '#main/storage/sql-value.ts'
import { WorkerConnection } from '#main/storage/sqlite/worker-connection.ts'
import type { DatabaseHandle, Storage } from '#main/storage/storage.ts'

/** What probes need of the database. */
export type ProbedStorage = Pick<Storage, 'engine' | 'db' | 'transaction' | 'status'>

/** A statement to look into, with the values it was last carried out with. */
export interface ProbedStatement {
  readonly sql: string
  readonly parameters: readonly SqlValue[]
}

/** Leaves a transaction with a result and without its changes. */
class Undone<T> extends Error {
  readonly result: T

  constructor(result: T) {
    super('taken back on purpose')
    this.result = result
  }
}

/**
 * Runs `work` in a transaction of PostgreSQL that is always taken back. It reads one moment and, being no serializable
 * one, makes no other transaction fail. `access` is what the server itself enforces.
 */
export async function undone<T>(
  storage: ProbedStorage,
  access: 'read only' | 'read write',
  timeLimitMs: number,
  work: (tx: DatabaseHandle) => Promise<T>,
): Promise<T> {
  try {
    return await storage.transaction(async (tx) => {
      await sql`set transaction isolation level repeatable read, ${sql.raw(access)}`.execute(tx)
      await sql`set local statement_timeout = ${sql.lit(timeLimitMs)}`.execute(tx)
      throw new Undone(await work(tx))
    })
  } catch (error) {
    if (error instanceof Undone) return error.result
    throw error
  }
}

/** Runs `work` on a connection to a SQLite file that nobody else uses. Nothing can end a statement there early. */
export async function withOwnConnection<T>(
  file: string,
  access: 'read only' | 'read write',
  work: (connection: WorkerConnection) => Promise<T>,
): Promise<T> {
  const pragmas = ['temp_store = memory', 'trusted_schema = off']
  const connection = await WorkerConnection.open({
    ...{ file, readOnly: access === 'read only', busyTimeoutMs: 1_000, pragmas },
  })
  try {
    return await work(connection)
  } finally {
    await connection.close()
  }
}

/** Carries a statement out, whatever it gives. */
export async function run(
  db: DatabaseHandle,
  { sql: text, parameters }: ProbedStatement,
): Promise<readonly Record<string, unknown>[]> {
  const { rows } = await db.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...parameters]))
  return rows
}

/** The middle one of three runs, in milliseconds. */
export async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < 3; turn += 1) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times.sort((left, right) => left - right)[1] ?? 0
}
