import { sql } from 'kysely'
import type { DatabaseHandle } from '#main/storage/storage.ts'

/** Connections of a PostgreSQL server in one state. */
export interface ConnectionCount {
  readonly database: string
  readonly state: string
  readonly connections: number
}

/** Connections of people and programs by database and state, and how many the server takes. PostgreSQL only. */
export async function postgresConnections(
  db: DatabaseHandle,
): Promise<{ readonly counts: ConnectionCount[]; readonly limit: number }> {
  const counts = await sql<ConnectionCount>`
    select coalesce(datname, '') as database, coalesce(state, 'disabled') as state, count(*) as connections
    from pg_stat_activity where backend_type = 'client backend'
    group by 1, 2 order by 1, 2 limit 500`.execute(db)
  const limits = await sql<{ limit: string }>`select current_setting('max_connections') as "limit"`.execute(db)
  return {
    counts: counts.rows.map((row) => ({ ...row, connections: Number(row.connections) })),
    limit: Number(limits.rows[0]?.limit ?? Number.NaN),
  }
}
