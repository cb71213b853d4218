import { accountJa } from '../account/locales/ja.ts'
import { administrationJa } from '../administration/locales/ja.ts'
import { entranceJa } from '../entrance/locales/ja.ts'

/** Words of everything about people, rights and protection. */
export const securityJa = {
  ...entranceJa,
  ...accountJa,
  ...administrationJa,
  role: {
    administrator: '管理者',
    operator: '運用担当',
    auditor: '監査担当',
    'knowledge-editor': 'ナレッジ編集者',
    'knowledge-approver': 'ナレッジ承認者',
    viewer: '閲覧者',
  },
} as const
