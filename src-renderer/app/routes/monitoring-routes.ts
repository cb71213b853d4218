import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import * as monitoring from '#renderer/features/monitoring/index.ts'
import { timeRangeSearch } from '#renderer/features/monitoring/index.ts'
import { monitoringAlertingRoutes } from './monitoring-alerting-routes.ts'
import { monitoringArea } from './monitoring-area.ts'

const host = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/',
  validateSearch: z.object(timeRangeSearch),
  component: lazyRouteComponent(monitoring.loadHostScreen, 'HostScreen'),
})
const dashboards = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/dashboards',
  component: lazyRouteComponent(monitoring.loadDashboardsScreen, 'DashboardsScreen'),
})
const query = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/query',
  component: lazyRouteComponent(monitoring.loadQueryScreen, 'QueryScreen'),
})

/** Addresses of the monitoring area. */
export const monitoringRoutes = [
  monitoringArea.addChildren([host, dashboards, query, ...monitoringAlertingRoutes]),
] as const
