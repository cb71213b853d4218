import type { MetricSource } from '#main/platform/metrics/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import { databaseSizeBytes } from '../repository/database-size.ts'

const everyMs = 10_000

/** Whether the program's own database answers, how large it is, and how many of its connections are in use. */
export function databaseFigures(storage: Pick<Storage, 'db' | 'engine' | 'status'>): MetricSource {
  return {
    ...{ name: 'database', everyMs },
    refresh: async (registry) => {
      const { total, idle, maximum } = storage.status().connections
      registry.set('db_connections_active', {}, total - idle)
      registry.set('kuraban_database_connections_limit', {}, maximum)
      const bytes = await databaseSizeBytes(storage.db, storage.engine)
      registry.set('kuraban_database_up', {}, 1)
      registry.set('kuraban_database_size_bytes', {}, bytes)
      registry.set('kuraban_storage_used_bytes', { kind: 'database' }, bytes)
    },
    forget: (registry) => registry.set('kuraban_database_up', {}, 0),
  }
}
