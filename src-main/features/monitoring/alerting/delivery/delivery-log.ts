import { z } from 'zod'
import type { SentGroup, ToldAlerts } from '../decision/plan-model.ts'
import type { DeliveryRow } from '../repository/delivery-rows.ts'

const ids = z.array(z.string())
const toldSchema = z.object({ firing: ids, resolved: ids, before: ids })

/** What a stored message tells. */
export function toldOf({ alerts }: Pick<DeliveryRow, 'alerts'>): ToldAlerts {
  return toldSchema.parse(JSON.parse(alerts))
}

/** A stored message as decisions take it. */
export function sentGroupOf(row: DeliveryRow): SentGroup {
  return {
    ...{ deliveryId: row.id, channelId: row.channelId, routeId: row.routeId, key: row.groupKey },
    ...{ atMs: row.createdAt, state: row.state, alerts: toldOf(row) },
  }
}
