import { type Implementer, implement, type Router } from '@orpc/server'
import { contract } from '#shared/contract/root.ts'
import { alertsDouble, maintenanceDouble, silencesDouble } from './monitoring-alerts-double.ts'
import { dashboardsDouble } from './monitoring-dashboards-double.ts'
import { collectorsDouble, hostDouble } from './monitoring-host-double.ts'
import { queriesDouble } from './monitoring-queries-double.ts'
import { rulesDouble } from './monitoring-rules-double.ts'
import { checksDouble, heartbeatsDouble, scrapesDouble } from './monitoring-sources-double.ts'
import { tellingDouble } from './monitoring-telling-double.ts'

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
    rules: rulesDouble(implement(monitoring.rules)),
    alerts: alertsDouble(implement(monitoring.alerts)),
    silences: silencesDouble(implement(monitoring.silences)),
    maintenance: maintenanceDouble(implement(monitoring.maintenance)),
    notifications: tellingDouble(implement(monitoring.notifications)),
    checks: checksDouble(implement(monitoring.checks)),
    scrapes: scrapesDouble(implement(monitoring.scrapes)),
    heartbeats: heartbeatsDouble(implement(monitoring.heartbeats)),
  })
}
