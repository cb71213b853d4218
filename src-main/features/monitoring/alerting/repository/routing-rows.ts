import type { DatabaseHandle } from '#main/storage/storage.ts'

const only = 'routing'

/** Routes and inhibitions as JSON; undefined until somebody has set them up. */
export function findRouting(db: DatabaseHandle): Promise<{ routing: string; updatedAt: number } | undefined> {
  return db.selectFrom('alertRouting').select(['routing', 'updatedAt']).where('id', '=', only).executeTakeFirst()
}

export async function saveRouting(tx: DatabaseHandle, routing: string, updatedAt: number): Promise<void> {
  await tx
    .insertInto('alertRouting')
    .values({ id: only, routing, updatedAt })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ routing, updatedAt }))
    .execute()
}
