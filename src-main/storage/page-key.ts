import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import type { Page } from '#shared/contract/paging.ts'

const keySchema = z.array(z.union([z.string(), z.number()]))
const momentKeySchema = z.tuple([z.number(), z.string()])

/** Opaque text of the sort key of the last item of a page. */
export function encodePageKey(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The sort key of a cursor of ours; anything else is refused with VALIDATION. */
export function decodePageKey<T>(cursor: string, shape: z.ZodType<T>): T {
  try {
    return shape.parse(keySchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))))
  } catch (error) {
    throw new AppError('VALIDATION', { issues: [{ path: 'cursor', message: 'cursor-invalid' }] }, { cause: error })
  }
}

/** The condition for rows of a list by moment and id, the newest first, that come after a cursor of such a list. */
export function olderThan(cursor: string, momentColumn: string, idColumn = 'id'): RawBuilder<SqlBool> {
  const [moment, id] = decodePageKey(cursor, momentKeySchema)
  return sql<SqlBool>`(${sql.ref(momentColumn)}, ${sql.ref(idColumn)}) < (${moment}, ${id})`
}

/** Cuts a list that was read with one item more than the limit into a page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return { items: shown.map(itemOf), nextCursor: last === undefined ? null : encodePageKey(keyOf(last)) }
}
