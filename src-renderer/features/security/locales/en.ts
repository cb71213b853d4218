import { accountEn } from '../account/locales/en.ts'
import { entranceEn } from '../entrance/locales/en.ts'

/** Words of everything about people, rights and protection. */
export const securityEn = {
  ...entranceEn,
  ...accountEn,
  people: {
    title: 'People',
    text: 'Who may use this installation, and in which role.',
    add: 'Add a person',
    addSubmit: 'Add',
    role: 'Role',
    roleHelp: {
      auditor: 'Reads the audit record and nothing else.',
      'knowledge-editor': 'Writes and edits knowledge.',
      'knowledge-approver': 'Edits knowledge and approves its publication.',
      administrator: 'May do everything, including people and settings.',
      operator: 'May run backups and restore. Cannot change settings.',
      viewer: 'May look, nothing more.',
    },
    lastSignIn: 'Last sign-in',
    never: 'Not yet',
    remove: 'Delete',
    removeTitle: 'Delete {{name}}?',
    removeLost: 'The sign-in and rights of {{name}}',
    removeKept: 'The record of what {{name}} has done',
    removed: '{{name}} has been deleted',
    added: '{{name}} has been added',
    roleChanged: 'The role of {{name}} has been changed',
    you: '{{name}} (you)',
    empty: 'Nobody yet',
    emptyText: 'People you add appear here.',
    changeRole: 'Change the role of {{name}}',
    actions: 'Actions',
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
