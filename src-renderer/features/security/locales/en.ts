import { accountEn } from '../account/locales/en.ts'
import { administrationEn } from '../administration/locales/en.ts'
import { entranceEn } from '../entrance/locales/en.ts'

/** Words of everything about people, rights and protection. */
export const securityEn = {
  ...entranceEn,
  ...accountEn,
  ...administrationEn,
  notice: {
    'approval-requested': '{{requestedBy}} asks you to approve “{{target}}”',
    'approval-approved': '“{{target}}” was approved by {{decidedBy}} and done',
    'approval-rejected': '“{{target}}” was not approved by {{decidedBy}}; nothing was changed',
    'approval-failed': '“{{target}}” was approved, but could not be done',
    'backup-code-used': 'A backup code of yours was used; {{left}} are left',
    'token-reused': 'A token of {{name}} was used a second time, so its session was ended',
    'audit-breach': 'The audit log was tampered with, from row {{firstBadSeq}} on',
    'audit-checkpoint-undelivered': 'Signed states of the audit log do not reach {{place}}; delivery is tried again',
    'break-glass': 'An emergency administrator “{{name}}” was made',
  },
  role: {
    administrator: 'Administrator',
    operator: 'Operator',
    auditor: 'Auditor',
    'knowledge-editor': 'Knowledge editor',
    'knowledge-approver': 'Knowledge approver',
    viewer: 'Viewer',
  },
} as const
