export { securityEn } from './locales/en.ts'
export { securityJa } from './locales/ja.ts'
export { useChangeLanguage, useClaimSignInLink, useExtendSession, useSignOut } from './mutations.ts'
export { sessionQuery, setupQuery } from './queries.ts'
export { SetupScreen } from './screens/setup-screen.tsx'
export { SignInScreen } from './screens/sign-in-screen.tsx'
export { takeSignInSecret } from './sign-in-link.ts'

export const loadAccountScreen = () => import('./screens/account-screen.tsx')
export const loadPeopleScreen = () => import('./screens/people-screen.tsx')
