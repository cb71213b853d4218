import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import * as monitoring from '#renderer/features/monitoring/index.ts'
import { severitySchema } from '#shared/features/monitoring/values.ts'
import { monitoringArea } from './monitoring-area.ts'

const text = z.string().optional().catch(undefined)
const edited = z.object({ edit: text })

const alerts = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/alerts',
  validateSearch: z.object({
    state: z.enum(monitoring.alertStates).optional().catch(undefined),
    severity: severitySchema.optional().catch(undefined),
    acknowledged: z.enum(['yes', 'no']).optional().catch(undefined),
    search: text,
    rule: text,
  }),
  component: lazyRouteComponent(monitoring.loadAlertsScreen, 'AlertsScreen'),
})
const alert = createRoute({
  getParentRoute: () => alerts,
  path: '/$alertId',
  component: lazyRouteComponent(monitoring.loadAlertScreen, 'AlertScreen'),
})
const silences = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/alerts/silences',
  validateSearch: z.object({ state: z.enum(['current', 'expired', 'all']).optional().catch(undefined) }),
  component: lazyRouteComponent(monitoring.loadSilencesScreen, 'SilencesScreen'),
})
const maintenance = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/alerts/maintenance',
  validateSearch: edited,
  component: lazyRouteComponent(monitoring.loadMaintenanceScreen, 'MaintenanceScreen'),
})
const statistics = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/alerts/statistics',
  validateSearch: z.object({
    days: z
      .union([z.literal(7), z.literal(30), z.literal(90), z.literal(365)])
      .optional()
      .catch(undefined),
  }),
  component: lazyRouteComponent(monitoring.loadAlertStatisticsScreen, 'AlertStatisticsScreen'),
})

const rules = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/rules',
  validateSearch: z.object({
    rule: text,
    show: z.enum(monitoring.ruleShows).optional().catch(undefined),
    file: text,
    search: text,
  }),
  component: lazyRouteComponent(monitoring.loadRulesScreen, 'RulesScreen'),
})
const ruleFiles = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/rules/files',
  component: lazyRouteComponent(monitoring.loadRuleFilesScreen, 'RuleFilesScreen'),
})
const ruleFile = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/rules/files/$fileName',
  component: lazyRouteComponent(monitoring.loadRuleFileScreen, 'RuleFileScreen'),
})
const newRuleFile = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/rules/new-file',
  component: lazyRouteComponent(monitoring.loadRuleFileScreen, 'NewRuleFileScreen'),
})

const checks = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/sources',
  validateSearch: edited,
  component: lazyRouteComponent(monitoring.loadChecksScreen, 'ChecksScreen'),
})
const scrapes = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/sources/scrapes',
  validateSearch: edited,
  component: lazyRouteComponent(monitoring.loadScrapesScreen, 'ScrapesScreen'),
})
const heartbeats = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/sources/heartbeats',
  validateSearch: edited,
  component: lazyRouteComponent(monitoring.loadHeartbeatsScreen, 'HeartbeatsScreen'),
})

const channels = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/notifications',
  validateSearch: edited,
  component: lazyRouteComponent(monitoring.loadChannelsScreen, 'ChannelsScreen'),
})
const routes = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/notifications/routes',
  component: lazyRouteComponent(monitoring.loadRoutesScreen, 'RoutesScreen'),
})
const deliveries = createRoute({
  getParentRoute: () => monitoringArea,
  path: '/notifications/deliveries',
  validateSearch: z.object({ channelId: text }),
  component: lazyRouteComponent(monitoring.loadDeliveriesScreen, 'DeliveriesScreen'),
})

/** Addresses of alerts, rules, sources and notifications in the monitoring area. */
export const monitoringAlertingRoutes = [
  silences,
  maintenance,
  statistics,
  alerts.addChildren([alert]),
  ruleFile,
  ruleFiles,
  newRuleFile,
  rules,
  scrapes,
  heartbeats,
  checks,
  routes,
  deliveries,
  channels,
] as const
