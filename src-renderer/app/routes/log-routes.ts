import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import * as logs from '#renderer/features/logs/index.ts'
import { logSearchSchema } from '#renderer/features/logs/index.ts'
import { rootRoute } from './root-route.ts'

const search = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs',
  validateSearch: logSearchSchema,
  component: lazyRouteComponent(logs.loadLogsScreen, 'LogsScreen'),
})
const line = createRoute({
  getParentRoute: () => search,
  path: '/line/$lineId',
  component: lazyRouteComponent(logs.loadLineScreen, 'LineScreen'),
})
const live = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs/live',
  validateSearch: logSearchSchema.pick({ levels: true, text: true }),
  component: lazyRouteComponent(logs.loadLiveScreen, 'LiveScreen'),
})
const liveLine = createRoute({
  getParentRoute: () => live,
  path: '/line/$lineId',
  component: lazyRouteComponent(logs.loadLiveLineScreen, 'LiveLineScreen'),
})
const sources = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs/sources',
  component: lazyRouteComponent(logs.loadSourcesScreen, 'SourcesScreen'),
})
const bundle = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs/bundle',
  component: lazyRouteComponent(logs.loadBundleScreen, 'BundleScreen'),
})
const shipping = createRoute({
  getParentRoute: () => rootRoute,
  path: '/logs/shipping',
  component: lazyRouteComponent(logs.loadShippingScreen, 'ShippingScreen'),
})

/** Addresses of the log. */
export const logRoutes = [search.addChildren([line]), live.addChildren([liveLine]), sources, bundle, shipping] as const
