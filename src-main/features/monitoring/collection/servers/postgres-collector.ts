import type { Storage } from '#main/storage/storage.ts'
import type { Collector } from '../collector.ts'
import { postgresConnections } from '../repository/postgres-figures.ts'

/** The PostgreSQL server that keeps the program's data, asked over the program's own connections. */
export function postgresCollector({ db }: Pick<Storage, 'db'>, instance: string): Collector {
  return {
    ...{ name: 'postgresql', job: 'postgres', instance, timeoutMs: 10_000 },
    whenDown: [{ name: 'pg_up', labels: {}, value: 0 }],
    collect: async () => {
      const { counts, limit } = await postgresConnections(db)
      return [
        { name: 'pg_up', labels: {}, value: 1 },
        { name: 'pg_settings_max_connections', labels: {}, value: limit },
        ...counts.map(({ database, state, connections }) => ({
          ...{ name: 'pg_stat_activity_count', labels: { datname: database, state }, value: connections },
        })),
      ]
    },
  }
}
