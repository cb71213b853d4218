import { accountJa } from '../account/locales/ja.ts'
import { entranceJa } from '../entrance/locales/ja.ts'

/** Words of everything about people, rights and protection. */
export const securityJa = {
  ...entranceJa,
  ...accountJa,
  people: {
    title: '利用者',
    text: 'この設置を使える人と、その役割です。',
    add: '利用者を追加する',
    addSubmit: '追加する',
    role: '役割',
    roleHelp: {
      auditor: '監査記録だけを読めます。ほかの操作はできません。',
      'knowledge-editor': 'ナレッジを書き、編集できます。',
      'knowledge-approver': 'ナレッジを編集し、公開を承認できます。',
      administrator: 'すべての操作と、利用者・設定の管理ができます。',
      operator: 'バックアップの実行と復元ができます。設定は変更できません。',
      viewer: '見るだけです。',
    },
    lastSignIn: '最終サインイン',
    never: 'まだありません',
    remove: '削除する',
    removeTitle: '{{name}} さんを削除しますか',
    removeLost: '{{name}} さんのサインインと権限',
    removeKept: '{{name}} さんが行った操作の記録',
    removed: '{{name}} さんを削除しました',
    added: '{{name}} さんを追加しました',
    roleChanged: '{{name}} さんの役割を変更しました',
    you: '{{name}}（あなた）',
    empty: '利用者がいません',
    emptyText: '利用者を追加すると、ここに並びます。',
    changeRole: '{{name}} さんの役割を変える',
    actions: '操作',
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
