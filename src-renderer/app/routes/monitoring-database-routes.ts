import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import * as monitoring from '#renderer/features/monitoring/index.ts'
import { monitoringArea } from './monitoring-area.ts'

const open = z.string().max(64).optional().catch(undefined)

/** Addresses of the pages about the database. */
export const monitoringDatabaseRoutes = [
  createRoute({
    getParentRoute: () => monitoringArea,
    path: '/database',
    component: lazyRouteComponent(monitoring.loadDatabaseScreen, 'DatabaseScreen'),
  }),
  createRoute({
    getParentRoute: () => monitoringArea,
    path: '/database/queries',
    validateSearch: z.object({
      sort: z.enum(monitoring.querySorts).optional().catch(undefined),
      slow: z.boolean().optional().catch(undefined),
      q: z.string().max(200).optional().catch(undefined),
      open,
    }),
    component: lazyRouteComponent(monitoring.loadDatabaseQueriesScreen, 'DatabaseQueriesScreen'),
  }),
  createRoute({
    getParentRoute: () => monitoringArea,
    path: '/database/indexes',
    validateSearch: z.object({ open }),
    component: lazyRouteComponent(monitoring.loadIndexChecksScreen, 'IndexChecksScreen'),
  }),
] as const
