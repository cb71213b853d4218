import { accountEn } from '../account/locales/en.ts'
import { administrationEn } from '../administration/locales/en.ts'
import { entranceEn } from '../entrance/locales/en.ts'

/** Words of everything about people, rights and protection. */
export const securityEn = {
  ...entranceEn,
  ...accountEn,
  ...administrationEn,
  role: {
    administrator: 'Administrator',
    operator: 'Operator',
    auditor: 'Auditor',
    'knowledge-editor': 'Knowledge editor',
    'knowledge-approver': 'Knowledge approver',
    viewer: 'Viewer',
  },
} as const
