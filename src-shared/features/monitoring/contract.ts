import { alertsContract, maintenanceContract, silencesContract } from './contract/alerts.ts'
import { alertNotificationsContract } from './contract/notifications.ts'
import { queriesContract } from './contract/queries.ts'
import { rulesContract } from './contract/rules.ts'
import {
  checksContract,
  collectorsContract,
  dashboardsContract,
  heartbeatsContract,
  hostContract,
  scrapesContract,
} from './contract/sources.ts'

/** How the site is doing: figures, rules about them, alerts, and who is told. */
export const monitoringContract = {
  host: hostContract,
  collectors: collectorsContract,
  queries: queriesContract,
  rules: rulesContract,
  alerts: alertsContract,
  silences: silencesContract,
  maintenance: maintenanceContract,
  notifications: alertNotificationsContract,
  checks: checksContract,
  scrapes: scrapesContract,
  heartbeats: heartbeatsContract,
  dashboards: dashboardsContract,
}
