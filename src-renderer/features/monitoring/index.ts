export { useMonitoringPalette } from './layout/use-monitoring-palette.ts'
export { monitoringEn } from './locales/en.ts'
export { monitoringJa } from './locales/ja.ts'
export { timeRangeSearch } from './plots/time-range.ts'

export const loadMonitoringLayout = () => import('./layout/monitoring-layout.tsx')
export const loadHostScreen = () => import('./host/host-screen.tsx')
export const loadDashboardsScreen = () => import('./dashboards/dashboards-screen.tsx')
export const loadQueryScreen = () => import('./query/query-screen.tsx')
