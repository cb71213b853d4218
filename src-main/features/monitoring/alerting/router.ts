import { implement } from '@orpc/server'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { monitoringContract } from '#shared/features/monitoring/contract.ts'
import type { ChannelService } from './channels/channel-service.ts'
import type { AlertingPorts } from './ports.ts'
import { alertCounts, alertStatistics } from './services/alert-figures.ts'
import type { AlertService } from './services/alert-service.ts'
import type { MaintenanceService } from './services/maintenance-service.ts'
import type { RoutingService } from './services/routing-service.ts'
import type { SilenceService } from './services/silence-service.ts'

const { alerts, silences, maintenance, notifications } = implement(monitoringContract).$context<ApiContext>()

export interface AlertingServices {
  readonly alerts: AlertService
  readonly silences: SilenceService
  readonly maintenance: MaintenanceService
  readonly channels: ChannelService
  readonly routing: RoutingService
}

export function createAlertsRouter(ports: AlertingPorts, service: AlertService) {
  return alerts.router({
    list: alerts.list.handler(({ input }) => service.list(input)),
    counts: alerts.counts.handler(() => alertCounts(ports)),
    get: alerts.get.handler(({ input }) => service.get(input.id, input.language)),
    acknowledge: alerts.acknowledge.handler(({ input, context }) => service.acknowledge(input.id, input, context)),
    unacknowledge: alerts.unacknowledge.handler(({ input, context }) => service.unacknowledge(input.id, context)),
    assign: alerts.assign.handler(({ input, context }) => service.assign(input.id, input.userId, context)),
    addNote: alerts.addNote.handler(({ input, context }) => service.addNote(input.id, input.note, context)),
    statistics: alerts.statistics.handler(({ input }) => alertStatistics(ports, input.days)),
    assignees: alerts.assignees.handler(async () => ({ items: await ports.handlers() })),
  })
}

export function createSilencesRouter(service: SilenceService) {
  return silences.router({
    list: silences.list.handler(({ input }) => service.list(input)),
    create: silences.create.handler(({ input, context }) => service.create(input, context)),
    expire: silences.expire.handler(({ input, context }) => service.expire(input.id, context)),
  })
}

export function createMaintenanceRouter(service: MaintenanceService) {
  return maintenance.router({
    list: maintenance.list.handler(() => service.list()),
    create: maintenance.create.handler(({ input, context }) => service.create(input, context)),
    update: maintenance.update.handler(({ input, context }) => service.update(input, context)),
    remove: maintenance.remove.handler(async ({ input, context }) => {
      await service.remove(input.id, context)
      return {}
    }),
  })
}

export function createNotificationsRouter({ channels, routing }: Pick<AlertingServices, 'channels' | 'routing'>) {
  const { channels: channel, routing: route } = notifications
  return notifications.router({
    channels: {
      list: channel.list.handler(() => channels.list()),
      create: channel.create.handler(({ input, context }) => channels.create(input, context)),
      update: channel.update.handler(({ input, context }) => channels.update(input, context)),
      remove: channel.remove.handler(async ({ input, context }) => {
        await channels.remove(input.id, context)
        return {}
      }),
      test: channel.test.handler(({ input, signal }) => channels.test(input.id, signal)),
    },
    routing: {
      get: route.get.handler(() => routing.get()),
      save: route.save.handler(({ input, context }) => routing.save(input, context)),
      explain: route.explain.handler(({ input }) => routing.explain(input.labels)),
    },
    deliveries: notifications.deliveries.handler(({ input }) => routing.deliveries(input)),
  })
}
