export { useChangeLanguage } from './account/mutations.ts'
export { useWaitingApprovals } from './administration/approvals/use-waiting-approvals.ts'
export { GuardedButton } from './administration/components/guarded-button.tsx'
export { LetterDialog } from './administration/components/letter-dialog.tsx'
export { AreaPage } from './administration/layout/area-page.tsx'
export { useSecurityPalette } from './administration/layout/use-security-palette.ts'
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
export const loadSecurityLayout = () => import('./administration/layout/security-layout.tsx')
export const loadCentreScreen = () => import('./administration/centre/centre-screen.tsx')
export const loadIncidentScreen = () => import('./administration/incident/incident-screen.tsx')
export const loadDirectoryScreen = () => import('./administration/people/directory-screen.tsx')
export const loadPersonScreen = () => import('./administration/people/person-screen.tsx')
export const loadNewPersonScreen = () => import('./administration/people/new-person-screen.tsx')
export const loadGroupsScreen = () => import('./administration/groups/groups-screen.tsx')
export const loadGroupScreen = () => import('./administration/groups/group-screen.tsx')
export const loadInvitationsScreen = () => import('./administration/invitations/invitations-screen.tsx')
export const loadNewInvitationScreen = () => import('./administration/invitations/new-invitation-screen.tsx')
export const loadRolesScreen = () => import('./administration/roles/roles-screen.tsx')
export const loadNewRoleScreen = () => import('./administration/roles/new-role-screen.tsx')
export const loadRoleScreen = () => import('./administration/roles/role-screen.tsx')
export const loadAccessScreen = () => import('./administration/access/access-screen.tsx')
export const loadApprovalsScreen = () => import('./administration/approvals/approvals-screen.tsx')
export const loadApprovalScreen = () => import('./administration/approvals/approval-screen.tsx')
export const loadSessionsScreen = () => import('./administration/sessions/sessions-screen.tsx')
export const loadApiKeysScreen = () => import('./administration/api-keys/api-keys-screen.tsx')
export const loadNewApiKeyScreen = () => import('./administration/api-keys/new-api-key-screen.tsx')
export const loadAuditScreen = () => import('./administration/audit/audit-screen.tsx')
export const loadAuditRowScreen = () => import('./administration/audit/audit-row-screen.tsx')
export const loadSecretsScreen = () => import('./administration/secrets/secrets-screen.tsx')
