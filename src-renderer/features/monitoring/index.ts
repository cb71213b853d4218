export { AlertBell } from './alerts/alert-bell.tsx'
export { alertStates } from './alerts/queries.ts'
export { querySorts } from './database/queries.ts'
export { useMonitoringPalette } from './layout/use-monitoring-palette.ts'
export { monitoringEn } from './locales/en.ts'
export { monitoringJa } from './locales/ja.ts'
export {
  rangeOf,
  searchOf,
  type TimeRangeSearch,
  timeRangeSearch,
  windowOf,
} from './plots/time-range.ts'
export { TimeRangePicker } from './plots/time-range-picker.tsx'
export { ruleShows } from './rules/rule-filter.ts'

export const loadMonitoringLayout = () => import('./layout/monitoring-layout.tsx')
export const loadHostScreen = () => import('./host/host-screen.tsx')
export const loadDashboardsScreen = () => import('./dashboards/dashboards-screen.tsx')
export const loadDashboardScreen = () => import('./dashboards/dashboard-screen.tsx')
export const loadNewDashboardScreen = () => import('./dashboards/new-dashboard-screen.tsx')
export const loadEditDashboardScreen = () => import('./dashboards/edit-dashboard-screen.tsx')
export const loadQueryScreen = () => import('./query/query-screen.tsx')
export const loadAlertsScreen = () => import('./alerts/alerts-screen.tsx')
export const loadAlertScreen = () => import('./alerts/detail/alert-screen.tsx')
export const loadSilencesScreen = () => import('./alerts/silences/silences-screen.tsx')
export const loadMaintenanceScreen = () => import('./alerts/maintenance/maintenance-screen.tsx')
export const loadAlertStatisticsScreen = () => import('./alerts/statistics-screen.tsx')
export const loadRulesScreen = () => import('./rules/rules-screen.tsx')
export const loadRuleFilesScreen = () => import('./rules/files-screen.tsx')
export const loadRuleFileScreen = () => import('./rules/file-screen.tsx')
export const loadChecksScreen = () => import('./sources/checks-screen.tsx')
export const loadScrapesScreen = () => import('./sources/scrapes-screen.tsx')
export const loadHeartbeatsScreen = () => import('./sources/heartbeats-screen.tsx')
export const loadChannelsScreen = () => import('./notifications/channels-screen.tsx')
export const loadRoutesScreen = () => import('./notifications/routes-screen.tsx')
export const loadDeliveriesScreen = () => import('./notifications/deliveries-screen.tsx')
export const loadDatabaseScreen = () => import('./database/overview-screen.tsx')
export const loadDatabaseQueriesScreen = () => import('./database/queries-screen.tsx')
export const loadIndexChecksScreen = () => import('./database/indexes-screen.tsx')
