export { helpEn } from './locales/en.ts'
export { helpJa } from './locales/ja.ts'

export const loadHelpScreen = () => import('./screens/help-screen.tsx')
