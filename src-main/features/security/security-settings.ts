import type { BuiltInRole } from '#shared/contract/permissions.ts'
import type { ApprovalKind } from '#shared/features/security/contract/rights.ts'

/** What the settings say about security at this moment. */
export interface SecuritySettings {
  readonly environment: 'development' | 'staging' | 'production'
  readonly timeZone: string
  readonly twoFactorIssuer: string
  readonly twoFactorRequiredRoles: readonly BuiltInRole[]
  readonly approvalsRequired: readonly ApprovalKind[]
  readonly developmentSignIn: boolean
  readonly passwordBlockListFile: string
  /** Address under which people reach this site, without a path; empty where there is none to send them to. */
  readonly publicUrl: string
}
