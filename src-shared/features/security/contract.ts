import { auditContract } from './contract/audit.ts'
import {
  certificateContract,
  checksContract,
  incidentContract,
  secretsContract,
  signInStatistics,
} from './contract/centre.ts'
import { apiKeysContract, issueSocketTicket, tokensContract } from './contract/credentials.ts'
import * as entrance from './contract/entrance.ts'
import { changeLanguage, changePassword, profile, sessionContract, twoFactorContract } from './contract/own.ts'
import {
  groupsContract,
  invitationsContract,
  recoveryContract,
  sessionsContract,
  usersContract,
} from './contract/people.ts'
import { accessContract, approvalsContract, rolesContract } from './contract/rights.ts'

/** Who may use the program and what they may do; the record of it; and what protects the site at this moment. */
export const securityContract = {
  setup: entrance.setupContract,
  signIn: entrance.signIn,
  signOut: entrance.signOut,
  claimSignInLink: entrance.claimSignInLink,
  developmentSignIn: entrance.developmentSignIn,
  singleSignOn: entrance.singleSignOnContract,
  passwordReset: entrance.passwordResetContract,
  invitationEntrance: entrance.invitationEntranceContract,
  session: sessionContract,
  twoFactor: twoFactorContract,
  changePassword,
  changeLanguage,
  profile,
  users: usersContract,
  groups: groupsContract,
  invitations: invitationsContract,
  sessions: sessionsContract,
  recovery: recoveryContract,
  roles: rolesContract,
  access: accessContract,
  approvals: approvalsContract,
  apiKeys: apiKeysContract,
  tokens: tokensContract,
  issueSocketTicket,
  audit: auditContract,
  checks: checksContract,
  signInStatistics,
  incident: incidentContract,
  secrets: secretsContract,
  certificate: certificateContract,
}
