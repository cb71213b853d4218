export { overviewEn } from './locales/en.ts'
export { overviewJa } from './locales/ja.ts'

export const loadOverviewScreen = () => import('./screens/overview-screen.tsx')
