export { useChangeLanguage } from './account/mutations.ts'
export { StepUpDialog } from './entrance/components/step-up-dialog.tsx'
export { type EntranceLink, takeEntranceLink } from './entrance/entrance-link.ts'
export {
  useClaimSignInLink,
  useCompleteSingleSignOn,
  useExtendSession,
  useSignOut,
} from './entrance/mutations.ts'
export { DutyScreen } from './entrance/screens/duty-screen.tsx'
export { EntranceScreen } from './entrance/screens/entrance-screen.tsx'
export { SetupScreen } from './entrance/screens/setup-screen.tsx'
export { forgetAnswers, hasDeparted } from './entrance/session-cache.ts'
export { takeBinding } from './entrance/single-sign-on.ts'
export { securityEn } from './locales/en.ts'
export { securityJa } from './locales/ja.ts'
export { sessionQuery, setupQuery } from './queries.ts'

export const loadAccountScreen = () => import('./account/screens/account-screen.tsx')
export const loadPeopleScreen = () => import('./screens/people-screen.tsx')
