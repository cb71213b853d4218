import type { AccessRule } from '#shared/contract/permissions.ts'
import type { AuditEntryView } from '#shared/features/security/contract/audit.ts'
import type { ApiKey } from '#shared/features/security/contract/credentials.ts'
import type { Group, Invitation } from '#shared/features/security/contract/people.ts'
import type { Approval, CustomRole } from '#shared/features/security/contract/rights.ts'
import type { SessionEntry, User } from '#shared/features/security/values.ts'
import { me, ownSessions, people } from './people-sample.ts'
import { day, hour, idOf, instant, minute, pick, seeded } from './sample.ts'

const random = seeded(20_261_123)
const families = [
  '山田',
  '小林',
  '加藤',
  '吉田',
  '山本',
  '佐々木',
  '松本',
  '井上',
  '木村',
  '林',
  '清水',
  '斎藤',
] as const
const givens = ['太郎', '花子', '健一', '美咲', '大輔', '真由美', '拓也', '恵子', '翔太', '智子', '誠', '陽菜'] as const

const groupNames = [
  '情報システム課',
  '夜間当番',
  '国道四号線拡幅工事 第三工区 施工管理グループ（令和八年度・協力会社を含む）',
] as const

export const groups: readonly Group[] = groupNames.map((name, index) => ({
  id: idOf(21, index),
  name,
  role: index === 2 ? null : pick(['operator', 'viewer'], index / 2),
  memberCount: 3 + index * 40,
  createdAt: instant(-(90 + index * 20) * day),
}))

function person(index: number): User {
  const name = `${pick(families, random())} ${pick(givens, random())}`
  return {
    ...me,
    id: idOf(9, index + 100),
    name: index === 0 ? 'recovery-7k2m' : `${name} ${index}`,
    email: index % 3 === 0 ? null : `user${index}@example.jp`,
    role:
      index === 0
        ? 'administrator'
        : index % 11 === 5
          ? idOf(23, 0)
          : pick(['operator', 'viewer', 'auditor'], random()),
    groups: index % 4 === 1 ? [{ id: idOf(21, index % 3), name: pick(groupNames, (index % 3) / 3) }] : [],
    state: index % 13 === 7 ? 'disabled' : 'active',
    twoFactor: pick(['on', 'on', 'on', 'off', 'required'], random()),
    breakGlass: index === 0,
    expiresAt: index === 0 ? instant(40 * minute) : null,
    createdAt: instant(-(index % 400) * day - hour),
    lastSignInAt: index % 9 === 4 ? null : instant(-random() * 30 * day),
  }
}

/** Everybody: the few of the entrance, and thousands more. */
export const directory: readonly User[] = [...people, ...Array.from({ length: 10_000 }, (_, index) => person(index))]

export const invitations: readonly Invitation[] = (['open', 'open', 'expired', 'accepted', 'withdrawn'] as const).map(
  (state, index) => ({
    id: idOf(22, index),
    name: `${pick(families, index / 5)} ${pick(givens, index / 5)}`,
    email: index === 1 ? null : `guest${index}@example.jp`,
    role: pick(['viewer', 'operator', 'auditor'], index / 5),
    language: 'ja',
    invitedBy: me.name,
    state,
    createdAt: instant(-index * 2 * day - hour),
    expiresAt: instant((7 - index * 3) * day),
  }),
)

const rules: AccessRule[] = [
  {
    effect: 'allow',
    permissions: ['backup.read', 'backup.run', 'tasks.read'],
    conditions: {
      hours: { days: [1, 2, 3, 4, 5], from: '20:00', to: '06:00' },
      networks: ['192.0.2.0/24', '10.20.0.0/16'],
    },
  },
  { effect: 'deny', permissions: ['backup.restore'], conditions: { highestClassification: 'restricted' } },
]

export const roles: readonly CustomRole[] = [
  ['夜間当番', '平日の夜だけ、バックアップを動かせます。'],
  ['協力会社（閲覧のみ）', ''],
].map(([name = '', description = ''], index) => ({
  id: idOf(23, index),
  name,
  description,
  rules: index === 0 ? rules : [{ effect: 'allow', permissions: ['backup.read'], conditions: { owner: 'own' } }],
  requiresTwoFactor: index === 0,
  userCount: index === 0 ? 24 : 0,
  createdAt: instant(-30 * day),
  updatedAt: instant(-day),
}))

const asked: readonly Pick<Approval, 'kind' | 'action' | 'target' | 'detail' | 'state' | 'mine' | 'reason'>[] = [
  {
    kind: 'delete-repository',
    action: 'backup.repositories.remove',
    target: '旧サーバー移行分',
    detail: { snapshots: 492, location: '/mnt/old-server/backup' },
    state: 'waiting',
    mine: false,
    reason: '',
  },
  {
    kind: 'shorten-retention',
    action: 'settings.update',
    target: '災害対策用 遠隔地保管 ― 札幌データセンター・三世代保管リポジトリ（長期）',
    detail: { before: 365, after: 90 },
    state: 'waiting',
    mine: true,
    reason: '',
  },
  {
    kind: 'disable-verification',
    action: 'settings.update',
    target: 'backup.verification',
    detail: {},
    state: 'rejected',
    mine: false,
    reason: '年度末の監査が終わるまでは止めないでください。',
  },
]

export const approvals: readonly Approval[] = asked.map((one, index) => ({
  ...one,
  id: idOf(24, index),
  requestedBy: one.mine ? { id: me.id, name: me.name } : { id: idOf(9, 1), name: '鈴木 一郎' },
  requestedAt: instant(-(index * 30 + 2) * hour),
  decidedBy: one.state === 'waiting' ? null : { id: idOf(9, 2), name: '高橋 由美' },
  decidedAt: one.state === 'waiting' ? null : instant(-hour),
  failureCode: null,
  expiresAt: instant((7 - index) * day),
}))

const programs = ['監視サーバー', '資産管理システム 連携', 'Grafana', '旧バッチ処理'] as const

export const apiKeys: readonly ApiKey[] = programs.map((name, index) => ({
  id: idOf(25, index),
  name,
  prefix: `krb_prod_${index}b12cd34`,
  scopes: index === 1 ? ['backup.read', 'backup.run', 'system.read'] : ['system.read'],
  networks: index === 2 ? [] : ['192.0.2.0/24'],
  createdBy: me.name,
  createdAt: instant(-(index + 1) * 80 * day),
  expiresAt: instant((index === 1 ? 5 : 100 - index * 40) * day),
  lastUsedAt: index === 2 ? null : instant(-index * 9 * day - hour),
  lastUsedFrom: index === 2 ? null : '192.0.2.14',
  state: pick(['active', 'active', 'active', 'revoked'], index / 4),
}))

/** Sessions of everybody. */
export const everySession: readonly SessionEntry[] = [
  ...ownSessions,
  ...Array.from({ length: 400 }, (_, index): SessionEntry => {
    const sample = ownSessions[index % ownSessions.length]
    if (sample === undefined) throw new Error('the sample is empty')
    const user = directory[index + 1] ?? me
    return { ...sample, id: idOf(8, index + 100), userId: user.id, userName: user.name, current: false }
  }),
]

const actions = [
  'security.signIn',
  'backup.jobs.update',
  'security.users.setRole',
  'backup.jobs.run',
  'security.apiKeys.create',
  'settings.update',
  'security.audit.export',
] as const

const details = {
  'security.users.setRole': { before: { role: 'viewer' }, after: { role: 'operator' }, endedSessions: 2 },
  'backup.jobs.update': {
    before: { enabled: true, schedule: { cron: '30 2 * * *' }, tags: ['重要'] },
    after: { enabled: false, schedule: { cron: '0 3 * * *' }, tags: ['重要', '毎日'] },
  },
  'security.apiKeys.create': { after: { name: '監視サーバー', scopes: ['system.read'], key: '••••••' } },
} as const

const isKnown = (action: string): action is keyof typeof details => Object.hasOwn(details, action)

function auditRow(index: number): AuditEntryView {
  const action = pick(actions, random())
  const denied = action === 'security.signIn' && index % 3 === 0
  const failed = action === 'backup.jobs.run' && index % 5 === 0
  const user = directory[index % 40] ?? me
  return {
    id: idOf(26, index),
    seq: index === 0 ? null : 10_000 - index,
    at: instant(-index * 7 * minute),
    requestId: idOf(27, index),
    callerKind: denied ? 'anonymous' : index % 17 === 3 ? 'api-key' : 'user',
    callerId: denied ? null : user.id,
    callerName: denied ? null : user.name,
    transport: pick(['websocket', 'rest', 'message-port'], random()),
    remoteAddress: `192.0.2.${index % 250}`,
    userAgent: 'Firefox/145.0',
    action,
    target: denied ? 'admin' : idOf(28, index),
    targetName: denied
      ? null
      : pick(['経理データベース', '図面フォルダー（CAD・橋梁設計）', '本社バックアップ保管庫'], random()),
    outcome: denied ? 'denied' : failed ? 'failed' : 'done',
    errorCode: denied ? 'SIGN_IN_FAILED' : failed ? 'REPOSITORY_STORAGE_FULL' : null,
    occurrences: denied ? 1 + (index % 12) : 1,
    detail: isKnown(action) ? details[action] : {},
    hash: index === 0 ? null : index.toString(16).padStart(64, '0'),
  }
}

/** The record: 10,000 rows, the newest not sealed yet. */
export const auditRows: readonly AuditEntryView[] = Array.from({ length: 10_000 }, (_, index) => auditRow(index))
