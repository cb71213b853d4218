import { sql } from 'kysely'
import type { DatabaseEngine, DatabaseHandle } from '#main/storage/storage.ts'

/** Bytes that the program's own database takes. */
export async function databaseSizeBytes(db: DatabaseHandle, engine: DatabaseEngine): Promise<number> {
  const query =
    engine === 'postgres'
      ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`
      : sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`
  return Number((await query.execute(db)).rows[0]?.bytes)
}
