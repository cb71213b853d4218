import type { Implementer, Router } from '@orpc/server'
import { contract } from '#shared/contract/root.ts'
import { pendingDouble } from './pending-double.ts'

type Nothing = Record<never, never>
type Of = Implementer<typeof contract.monitoring, Nothing, Nothing>

/** Figures, dashboards, alerts and who is told of them. */
export function monitoringDouble(os: Of): Router<typeof contract.monitoring, Nothing> {
  const { monitoring } = contract
  return os.router({
    host: pendingDouble(monitoring.host),
    collectors: pendingDouble(monitoring.collectors),
    queries: pendingDouble(monitoring.queries),
    dashboards: pendingDouble(monitoring.dashboards),
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
