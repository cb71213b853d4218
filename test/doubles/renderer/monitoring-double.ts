import { type Implementer, implement, type Router } from '@orpc/server'
import { contract } from '#shared/contract/root.ts'
import { dashboardsDouble } from './monitoring-dashboards-double.ts'
import { collectorsDouble, hostDouble } from './monitoring-host-double.ts'
import { queriesDouble } from './monitoring-queries-double.ts'
import { pendingDouble } from './pending-double.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.monitoring, Nothing, Nothing>

/** Figures, dashboards, alerts and who is told of them. */
export function monitoringDouble(os: Of): Router<typeof contract.monitoring, Nothing> {
  const { monitoring } = contract
  return os.router({
    host: hostDouble(implement(monitoring.host)),
    collectors: collectorsDouble(implement(monitoring.collectors)),
    queries: queriesDouble(implement(monitoring.queries)),
    dashboards: dashboardsDouble(implement(monitoring.dashboards)),
    rules: pendingDouble(monitoring.rules),
    alerts: pendingDouble(monitoring.alerts),
    silences: pendingDouble(monitoring.silences),
    maintenance: pendingDouble(monitoring.maintenance),
    notifications: pendingDouble(monitoring.notifications),
    checks: pendingDouble(monitoring.checks),
    scrapes: pendingDouble(monitoring.scrapes),
    heartbeats: pendingDouble(monitoring.heartbeats),
  })
}
