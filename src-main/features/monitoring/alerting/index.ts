import type { Router } from '@orpc/server'
import { z } from 'zod'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { ApiContext } from '#main/platform/call-effects.ts'
import { dayMs, hourMs, minuteMs } from '#main/platform/durations.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import { MergedRuns } from '#main/platform/merged-runs.ts'
import type {
  alertsContract,
  maintenanceContract,
  silencesContract,
} from '#shared/features/monitoring/contract/alerts.ts'
import type { alertNotificationsContract } from '#shared/features/monitoring/contract/notifications.ts'
import type { ObservationSink } from '../rule-observation.ts'
import { ChannelService } from './channels/channel-service.ts'
import { ChannelHealth } from './delivery/channel-health.ts'
import { DeliveryRunner, deliveryAttempts, deliveryTask } from './delivery/delivery-runner.ts'
import { Dispatcher } from './delivery/dispatcher.ts'
import { Pings } from './delivery/pings.ts'
import type { AlertingPorts } from './ports.ts'
import { forgetAlertsEndedBefore } from './repository/alert-rows.ts'
import { forgetDeliveriesBefore } from './repository/delivery-rows.ts'
import { forgetSilencesEndedBefore } from './repository/silence-rows.ts'
import {
  createAlertsRouter,
  createMaintenanceRouter,
  createNotificationsRouter,
  createSilencesRouter,
} from './router.ts'
import { seedRouting } from './seed-routing.ts'
import { AlertService } from './services/alert-service.ts'
import { exportedRouting } from './services/exported-routing.ts'
import { MaintenanceService } from './services/maintenance-service.ts'
import { RoutingService } from './services/routing-service.ts'
import { SilenceService } from './services/silence-service.ts'
import { AlertStore } from './store/alert-store.ts'

export { sealedChannelColumns } from './channels/channel-secrets.ts'
export type { AlertingPorts } from './ports.ts'

/** The parts of the contract that alerting serves. */
export type AlertingRouters = {
  readonly alerts: Router<typeof alertsContract, ApiContext>
  readonly silences: Router<typeof silencesContract, ApiContext>
  readonly maintenance: Router<typeof maintenanceContract, ApiContext>
  readonly notifications: Router<typeof alertNotificationsContract, ApiContext>
}

const lookEveryMs = 5000
const oneMessageMs = 60_000

/**
 * Alerts from the sight of a rule to the people who are told. Create it before the queue starts, because it defines a
 * task, and start it after.
 */
export function createAlerting(ports: AlertingPorts) {
  const store = new AlertStore(ports)
  const health = new ChannelHealth(ports, store)
  const dispatcher = new Dispatcher(ports, store)
  const pings = new Pings(ports, health)
  const services = {
    alerts: new AlertService(ports, store),
    silences: new SilenceService(ports),
    maintenance: new MaintenanceService(ports),
    channels: new ChannelService(ports, health),
    routing: new RoutingService(ports),
  }
  defineDelivery(ports, new DeliveryRunner(ports, health))
  const looks = new MergedRuns(() => dispatcher.look())
  const looking = new BackgroundWork('telling of alerts', ports.log, () => looks.run())
  const observations: ObservationSink = {
    observe: async (seen) => {
      await store.observe(seen)
      pings.evaluated()
      await looking.run()
    },
  }
  const routers: AlertingRouters = {
    alerts: createAlertsRouter(ports, services.alerts),
    silences: createSilencesRouter(services.silences),
    maintenance: createMaintenanceRouter(services.maintenance),
    notifications: createNotificationsRouter(services),
  }
  return {
    routers,
    observations,
    /** Asks what is to be asked while all is well; the program does so by itself once it has started. */
    ping: (signal: AbortSignal): Promise<void> => pings.look(signal),
    /** Forgets what is older than it is to be kept, as happens every hour. */
    forget: (): Promise<void> => forget(ports),
    /** Ends the alerts of rules that are not in force any more; call it with the ids of all that are, when they change. */
    keepRules: (inForce: ReadonlySet<string>): Promise<void> => store.keepRules(inForce),
    /** Routes and channels for an Alertmanager. */
    exportedRouting: () => exportedRouting(ports),
    /** Call once the queue runs. */
    start: async (owner: Owner): Promise<void> => {
      await seedRouting(ports, services)
      await health.refresh()
      startWork(ports, { looking, pings, dispatcher }, owner)
      await looking.run()
    },
  }
}

function defineDelivery({ queue }: AlertingPorts, runner: DeliveryRunner): void {
  queue.define({
    kind: deliveryTask,
    queue: 'notifications',
    payload: z.object({ id: z.string() }),
    attempts: deliveryAttempts,
    backoffMs: 2000,
    softLimitMs: oneMessageMs,
    timeLimitMs: 2 * oneMessageMs,
    afterCrash: 'requeue',
    handle: ({ id }, task) => runner.deliver(id, task),
  })
}

/** What runs by itself until the owner stops. */
function startWork(
  ports: AlertingPorts,
  { looking, pings, dispatcher }: { looking: BackgroundWork; pings: Pings; dispatcher: Dispatcher },
  owner: Owner,
): void {
  const stopped = new AbortController()
  const pinging = new MergedRuns(() => pings.look(stopped.signal))
  owner.own('alerting', async () => {
    stopped.abort()
    await looking.run()
  })
  looking.repeat(owner, lookEveryMs)
  new BackgroundWork('pings', ports.log, () => pinging.run()).repeat(owner, lookEveryMs)
  const resuming = new BackgroundWork('queueing of waiting messages', ports.log, () => dispatcher.resume())
  resuming.repeat(owner, minuteMs)
  void resuming.run()
  new BackgroundWork('forgetting of alerts', ports.log, () => forget(ports)).repeat(owner, hourMs)
}

async function forget({ storage, clock, retentionDays }: AlertingPorts): Promise<void> {
  const before = clock.now().getTime() - retentionDays() * dayMs
  await forgetAlertsEndedBefore(storage.db, before)
  await forgetDeliveriesBefore(storage.db, before)
  await forgetSilencesEndedBefore(storage.db, before)
}
