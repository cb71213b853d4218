import { accountJa } from '../account/locales/ja.ts'
import { administrationJa } from '../administration/locales/ja.ts'
import { entranceJa } from '../entrance/locales/ja.ts'

/** Words of everything about people, rights and protection. */
export const securityJa = {
  ...entranceJa,
  ...accountJa,
  ...administrationJa,
  notice: {
    'approval-requested': '{{requestedBy}} さんが「{{target}}」の承認を求めています',
    'approval-approved': '「{{target}}」が {{decidedBy}} さんに承認され、実行されました',
    'approval-rejected': '「{{target}}」は {{decidedBy}} さんに承認されませんでした。何も変更されていません',
    'approval-failed': '承認された「{{target}}」を実行できませんでした',
    'backup-code-used': 'バックアップコードが1つ使われました。残りは{{left}}個です',
    'token-reused': '{{name}} の使い終わったトークンがもう一度使われたため、そのセッションを終わらせました',
    'audit-breach': '監査記録の{{firstBadSeq}}番目の行から、手が加えられています',
    'audit-checkpoint-undelivered': '監査記録の署名を {{place}} に届けられません。届くまで繰り返します',
    'break-glass': '緊急用の管理者「{{name}}」が作られました',
  },
  role: {
    administrator: '管理者',
    operator: '運用担当',
    auditor: '監査担当',
    'knowledge-editor': 'ナレッジ編集者',
    'knowledge-approver': 'ナレッジ承認者',
    viewer: '閲覧者',
  },
} as const
