import { type Compilable, CompiledQuery } from 'kysely'
import type { Storage } from './storage.ts'
import { StorageError } from './storage-error.ts'

/**
 * How the engine carries a query out, one line a step. `analyze` also runs it and measures its steps on PostgreSQL, for
 * reading queries alone; SQLite has no such thing and only tells the plan.
 */
export async function explain(
  storage: Storage,
  query: Compilable<unknown>,
  options: { readonly analyze?: boolean } = {},
): Promise<readonly string[]> {
  const compiled = query.compile()
  if (options.analyze === true && compiled.query.kind !== 'SelectQueryNode') {
    throw new StorageError('DATABASE_MISUSE', { rule: 'analyze reading queries only: the query is carried out' })
  }
  const { rows } = await storage.db.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`${prefixOf(storage, options)} ${compiled.sql}`, [...compiled.parameters]),
  )
  return rows.map((row) => String(storage.engine === 'sqlite' ? row.detail : Object.values(row)[0]))
}

function prefixOf({ engine }: Storage, { analyze = false }: { readonly analyze?: boolean }): string {
  if (engine === 'sqlite') return 'explain query plan'
  return analyze ? 'explain (analyze, buffers)' : 'explain'
}
