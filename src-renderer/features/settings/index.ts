export { settingsEn } from './locales/en.ts'
export { settingsJa } from './locales/ja.ts'

export const loadSettingsLayout = () => import('./screens/settings-layout.tsx')
export const loadGeneralScreen = () => import('./screens/general-screen.tsx')
export const loadConfigurationScreen = () => import('./screens/configuration-screen.tsx')
export const loadInstallationScreen = () => import('./screens/installation-screen.tsx')
