import { z } from 'zod'

/** Input every list takes: an opaque cursor of the page before and how many items (50 unless told). */
export const pageInputSchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number<number>().int().min(1).max(200).default(50),
})
export type PageInput = z.infer<typeof pageInputSchema>

/** A page: its items and the cursor of the next page, null at the end. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** A page of values, as services return it. */
export interface Page<T> {
  readonly items: T[]
  readonly nextCursor: string | null
}
