import type { z } from 'zod'
import type { CallContext } from '#main/platform/caller.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { deliverySchema, Routing } from '#shared/features/monitoring/contract/notifications.ts'
import type { Matcher } from '#shared/features/monitoring/values.ts'
import { labelsOf } from '../decision/known-alert.ts'
import { routesOf } from '../decision/routes.ts'
import type { AlertingPorts } from '../ports.ts'
import { listChannels } from '../repository/channel-rows.ts'
import { listDeliveries } from '../repository/delivery-rows.ts'
import { saveRouting } from '../repository/routing-rows.ts'
import { matcherFault } from './matcher-checks.ts'
import { loadRouting } from './stored-routing.ts'

type RoutingPorts = Pick<AlertingPorts, 'storage' | 'clock' | 'events' | 'audit'>
type Delivery = z.infer<typeof deliverySchema>

/** Who is told what, and what has been told. */
export class RoutingService {
  readonly #ports: RoutingPorts

  constructor(ports: RoutingPorts) {
    this.#ports = ports
  }

  async get(): Promise<Routing> {
    return (await loadRouting(this.#ports.storage.db)).routing
  }

  async save(routing: Routing, context: CallContext): Promise<Routing> {
    const { storage, audit, clock, events } = this.#ports
    assertPatterns(routing)
    await storage.transaction(async (tx) => {
      const known = new Set((await listChannels(tx)).map(({ id }) => id))
      const unknown = routing.routes.flatMap(({ channelIds }) => channelIds).find((id) => !known.has(id))
      if (unknown !== undefined) throw new AppError('NOT_FOUND', { resource: 'alert-channel', id: unknown })
      const before = (await loadRouting(tx)).routing
      await saveRouting(tx, JSON.stringify(routing), clock.now().getTime())
      const detail = { before, after: routing }
      await audit.record(tx, context, { action: 'monitoring.notifications.routing.save', detail })
    })
    events.publish({ type: 'monitoring.routing.changed' })
    return routing
  }

  async explain(labels: Readonly<Record<string, string>>) {
    const { routes } = await this.get()
    const channels = new Map((await listChannels(this.#ports.storage.db)).map(({ id, name }) => [id, name]))
    const taken = routesOf(routes, labelsOf(labels))
    return {
      routes: taken.map(({ id, channelIds }) => ({
        routeId: id,
        channels: channelIds.flatMap((channelId) => channels.get(channelId) ?? []),
      })),
    }
  }

  async deliveries(input: PageInput & { readonly channelId?: string | undefined }): Promise<Page<Delivery>> {
    const { items, nextCursor } = await listDeliveries(this.#ports.storage.db, input)
    return {
      items: items.map((row) => ({
        ...{ id: row.id, channelId: row.channelId, channelName: row.channelName, state: row.state },
        ...{ attempts: row.attempts, alerts: row.alertCount, title: row.title, failure: row.failure },
        at: new Date(row.sentAt ?? row.createdAt).toISOString(),
      })),
      nextCursor,
    }
  }
}

/** Refuses with QUERY_INVALID a pattern that cannot be read. */
function assertPatterns({ routes, inhibitions }: Routing): void {
  const matchers: readonly Matcher[] = [
    ...routes.flatMap((route) => route.matchers),
    ...inhibitions.flatMap(({ source, target }) => [...source, ...target]),
  ]
  for (const matcher of matchers) {
    const reason = matcherFault(matcher)
    if (reason !== null)
      throw new AppError('QUERY_INVALID', { line: 1, column: 1, reason: `${matcher.value}: ${reason}` })
  }
}
