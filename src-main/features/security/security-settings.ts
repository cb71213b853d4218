import type { SingleSignOnProvider } from '#main/platform/config/index.ts'
import type { BuiltInRole } from '#shared/contract/permissions.ts'
import type { ApprovalKind } from '#shared/features/security/contract/rights.ts'

/** How long the record is kept, and where its signed states go. */
export interface AuditSettings {
  readonly keepDays: number
  /** Empty places are not used. */
  readonly checkpointFile: string
  readonly syslog: string
  readonly webhook: string
  /** Whether the webhook may lie in a network of the site. */
  readonly webhookAllowInside: boolean
  readonly caFile: string
}

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
  readonly audit: AuditSettings
  readonly singleSignOn: {
    readonly providers: readonly SingleSignOnProvider[]
    /** By the id of the provider; those without one are public clients. */
    readonly clientSecrets: Readonly<Record<string, string>>
  }
}
