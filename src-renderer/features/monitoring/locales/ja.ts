import { alertsJa } from '../alerts/locales/ja.ts'
import { databaseJa } from '../database/locales/ja.ts'
import { tellingJa } from '../notifications/locales/ja.ts'
import { rulesJa } from '../rules/locales/ja.ts'
import { sourcesJa } from '../sources/locales/ja.ts'
import { areaJa } from './ja/area.ts'
import { dashboardsJa } from './ja/dashboards.ts'
import { hostJa } from './ja/host.ts'
import { plotsJa } from './ja/plots.ts'
import { queryJa } from './ja/query.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringJa = {
  ...areaJa,
  ...dashboardsJa,
  ...hostJa,
  ...plotsJa,
  ...queryJa,
  ...alertsJa,
  ...rulesJa,
  ...sourcesJa,
  ...databaseJa,
  ...tellingJa,
} as const
