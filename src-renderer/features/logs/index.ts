export { logsEn } from './locales/en.ts'
export { logsJa } from './locales/ja.ts'
export { logSearchSchema } from './log-search.ts'
export { useLogsPalette } from './use-logs-palette.ts'

export const loadLogsScreen = () => import('./viewer/logs-screen.tsx')
export const loadLineScreen = () => import('./line/line-screen.tsx')
export const loadLiveScreen = () => import('./live/live-screen.tsx')
export const loadLiveLineScreen = () => import('./live/live-line-screen.tsx')
export const loadSourcesScreen = () => import('./sources/sources-screen.tsx')
export const loadBundleScreen = () => import('./bundle/bundle-screen.tsx')
export const loadShippingScreen = () => import('./shipping/shipping-screen.tsx')
