import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import * as monitoring from '#renderer/features/monitoring/index.ts'
import { timeRangeSearch } from '#renderer/features/monitoring/index.ts'
import { monitoringAlertingRoutes } from './monitoring-alerting-routes.ts'
import { monitoringArea } from './monitoring-area.ts'
import { monitoringDatabaseRoutes } from './monitoring-database-routes.ts'

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
const newDashboard = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/dashboards/new',
  validateSearch: z.object({ copy: z.string().max(64).optional().catch(undefined) }),
  component: lazyRouteComponent(monitoring.loadNewDashboardScreen, 'NewDashboardScreen'),
})
const dashboard = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/dashboards/$dashboardId',
  validateSearch: z.object(timeRangeSearch),
  component: lazyRouteComponent(monitoring.loadDashboardScreen, 'DashboardScreen'),
})
const editDashboard = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/dashboards/$dashboardId/edit',
  component: lazyRouteComponent(monitoring.loadEditDashboardScreen, 'EditDashboardScreen'),
})
const query = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/query',
  validateSearch: z.object({
    ...timeRangeSearch,
    q: z.string().max(5000).optional().catch(undefined),
    view: z.enum(['graph', 'table']).optional().catch(undefined),
  }),
  component: lazyRouteComponent(monitoring.loadQueryScreen, 'QueryScreen'),
})

/** Addresses of the monitoring area. */
export const monitoringRoutes = [
  monitoringArea.addChildren([
    host,
    dashboards,
    newDashboard,
    dashboard,
    editDashboard,
    query,
    ...monitoringAlertingRoutes,
    ...monitoringDatabaseRoutes,
  ]),
] as const
