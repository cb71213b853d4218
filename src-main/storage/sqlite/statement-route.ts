import type { CompiledQuery } from 'kysely'

/** Which connection a statement outside a transaction needs. */
export function needsWriter({ query, sql }: CompiledQuery): boolean {
  if (query.kind === 'SelectQueryNode') return false
  return query.kind !== 'RawNode' || !/^\s*(select|explain)\b/i.test(sql)
}
