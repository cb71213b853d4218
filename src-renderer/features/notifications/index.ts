export { notificationsEn } from './locales/en.ts'
export { notificationsJa } from './locales/ja.ts'

export const loadOutboxScreen = () => import('./screens/outbox-screen.tsx')
