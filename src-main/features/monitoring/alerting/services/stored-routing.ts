import type { DatabaseHandle } from '#main/storage/storage.ts'
import { type Routing, routingSchema } from '#shared/features/monitoring/contract/notifications.ts'
import { findRouting } from '../repository/routing-rows.ts'

/** Routes as they are set up, and since when; none until somebody has. */
export async function loadRouting(
  db: DatabaseHandle,
): Promise<{ readonly routing: Routing; readonly updatedAtMs: number }> {
  const row = await findRouting(db)
  if (row === undefined) return { routing: { routes: [], inhibitions: [] }, updatedAtMs: 0 }
  return { routing: routingSchema.parse(JSON.parse(row.routing)), updatedAtMs: row.updatedAt }
}
