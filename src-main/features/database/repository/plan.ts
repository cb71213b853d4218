import { type ProbedStatement, type ProbedStorage, run, undone, withOwnConnection } from './probe.ts'

const timeLimitMs = 10_000

export interface Plan {
  readonly lines: readonly string[]
  /** How long carrying it out took; null when it was only planned. */
  readonly durationMs: number | null
}

/** How the engine would carry a statement out. */
export async function planOf(storage: ProbedStorage, statement: ProbedStatement): Promise<Plan> {
  const { sql, parameters } = statement
  if (storage.engine === 'sqlite') {
    const rows = await run(storage.db, { sql: `explain query plan ${sql}`, parameters })
    return { lines: rows.map(({ detail }) => String(detail)), durationMs: null }
  }
  const lines = await undone(storage, 'read only', timeLimitMs, async (tx) =>
    postgresLines(await run(tx, { sql: `explain ${sql}`, parameters })),
  )
  return { lines, durationMs: null }
}

/** Carries a reading statement out where the engine itself refuses changes; PostgreSQL ends it after ten seconds. */
export async function measuredPlanOf(storage: ProbedStorage, statement: ProbedStatement): Promise<Plan> {
  const { sql, parameters } = statement
  if (storage.engine === 'postgres') {
    return undone(storage, 'read only', timeLimitMs, async (tx) => {
      const startedAt = performance.now()
      const rows = await run(tx, { sql: `explain (analyze, buffers) ${sql}`, parameters })
      return { lines: postgresLines(rows), durationMs: performance.now() - startedAt }
    })
  }
  const { lines } = await planOf(storage, statement)
  return withOwnConnection(storage.status().location, 'read only', async (connection) => {
    const startedAt = performance.now()
    await connection.execute(sql, parameters)
    return { lines, durationMs: performance.now() - startedAt }
  })
}

/** Lines of a plan of PostgreSQL without the values it shows: they may be anybody's. */
export function postgresLines(rows: readonly Record<string, unknown>[]): readonly string[] {
  return rows.map((row) => String(Object.values(row)[0])).map(withoutValues)
}

function withoutValues(line: string): string {
  const hidden = line.replaceAll(/'(?:[^']|'')*'/g, "'?'")
  if (!/^\s*(?:Filter|[A-Z]\w+(?: \w+)* (?:Cond|Filter)):/.test(hidden)) return hidden
  return hidden.replaceAll(/(?<=[<>=]\s*\(?|, )-?\d[\d.]*/g, '?')
}
