import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { loadHelpScreen } from '#renderer/features/help/index.ts'
import { loadOverviewScreen } from '#renderer/features/overview/index.ts'
import { loadAccountScreen } from '#renderer/features/security/index.ts'
import {
  loadConfigurationScreen,
  loadGeneralScreen,
  loadInstallationScreen,
  loadSettingsLayout,
} from '#renderer/features/settings/index.ts'
import { loadTasksScreen } from '#renderer/features/tasks/index.ts'
import { backupRoutes } from './routes/backup-routes.ts'
import { logRoutes } from './routes/log-routes.ts'
import { monitoringRoutes } from './routes/monitoring-routes.ts'
import { rootRoute } from './routes/root-route.ts'
import { securityRoutes } from './routes/security-routes.ts'

const overview = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: lazyRouteComponent(loadOverviewScreen, 'OverviewScreen'),
})

const tasks = createRoute({
  getParentRoute: () => rootRoute,
  path: '/tasks',
  validateSearch: z.object({ show: z.enum(['live', 'ended', 'all']).catch('all').default('all') }),
  component: lazyRouteComponent(loadTasksScreen, 'TasksScreen'),
})

const help = createRoute({
  getParentRoute: () => rootRoute,
  path: '/help',
  component: lazyRouteComponent(loadHelpScreen, 'HelpScreen'),
})

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(loadSettingsLayout, 'SettingsLayout'),
})

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/general', replace: true })
  },
})

const general = createRoute({
  getParentRoute: () => settings,
  path: '/general',
  component: lazyRouteComponent(loadGeneralScreen, 'GeneralScreen'),
})

const configuration = createRoute({
  getParentRoute: () => settings,
  path: '/configuration',
  validateSearch: z.object({
    key: z.string().optional().catch(undefined),
    find: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(loadConfigurationScreen, 'ConfigurationScreen'),
})

const installation = createRoute({
  getParentRoute: () => settings,
  path: '/installation',
  component: lazyRouteComponent(loadInstallationScreen, 'InstallationScreen'),
})

const people = createRoute({
  getParentRoute: () => settings,
  path: '/people',
  beforeLoad: () => {
    throw redirect({ to: '/security/people', replace: true })
  },
})

const account = createRoute({
  getParentRoute: () => settings,
  path: '/account',
  component: lazyRouteComponent(loadAccountScreen, 'AccountScreen'),
})

/** Every address of the program. */
export const routeTree = rootRoute.addChildren([
  overview,
  tasks,
  help,
  settings.addChildren([settingsStart, general, configuration, installation, people, account]),
  ...backupRoutes,
  ...logRoutes,
  ...monitoringRoutes,
  ...securityRoutes,
])
