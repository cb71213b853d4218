import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { loadMonitoringLayout } from '#renderer/features/monitoring/index.ts'
import { rootRoute } from './root-route.ts'

/** The monitoring area, parent of all its pages. */
export const monitoringArea = createRoute({
  getParentRoute: () => rootRoute,
  path: '/monitoring',
  component: lazyRouteComponent(loadMonitoringLayout, 'MonitoringLayout'),
})
