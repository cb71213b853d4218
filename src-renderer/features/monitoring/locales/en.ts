import { alertsEn } from '../alerts/locales/en.ts'
import { databaseEn } from '../database/locales/en.ts'
import { tellingEn } from '../notifications/locales/en.ts'
import { rulesEn } from '../rules/locales/en.ts'
import { sourcesEn } from '../sources/locales/en.ts'
import { areaEn } from './en/area.ts'
import { dashboardsEn } from './en/dashboards.ts'
import { hostEn } from './en/host.ts'
import { plotsEn } from './en/plots.ts'
import { queryEn } from './en/query.ts'

/** Words of monitoring: figures, dashboards, alerts, and who is told. */
export const monitoringEn = {
  ...areaEn,
  ...dashboardsEn,
  ...hostEn,
  ...plotsEn,
  ...queryEn,
  ...alertsEn,
  ...rulesEn,
  ...sourcesEn,
  ...databaseEn,
  ...tellingEn,
} as const
