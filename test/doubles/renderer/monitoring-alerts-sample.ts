import type { Language } from '#shared/contract/identifiers.ts'
import type { Maintenance, Silence } from '#shared/features/monitoring/contract/alerts.ts'
import type { Alert, AlertEvent } from '#shared/features/monitoring/values.ts'
import { day, hour, idOf, instant, minute, now, pick, seeded } from './sample.ts'

const someone = { id: idOf(9, 1), name: '鈴木' }
export const assignees = [
  someone,
  { id: idOf(9, 2), name: '高橋（夜間当番・基盤運用グループ）' },
  { id: idOf(9, 3), name: 'Maria Rossi' },
]

const kinds = [
  {
    rule: 'CriticalDiskSpace',
    group: 'infrastructure_alerts',
    severity: 'critical',
    ja: 'ディスクがまもなく満杯',
    en: 'A disk is about to be full',
    textJa: 'storage-03.example.jp の /srv/share/施工記録写真・出来形管理図表（令和八年度） の空きは 3.2% です。',
    textEn: 'storage-03.example.jp has 3.2 % left on /srv/share.',
    labels: {
      instance: 'storage-03.example.jp',
      job: 'node',
      mountpoint: '/srv/share/施工記録写真・出来形管理図表（令和八年度）',
    },
    value: 0.032,
  },
  {
    rule: 'BackupOverdue',
    group: 'backup_alerts',
    severity: 'warning',
    ja: 'バックアップが予定を過ぎても未実行',
    en: 'A backup is overdue',
    textJa: '「経理データベース」の最後の成功から 26 時間が経ちました。',
    textEn: 'The last success of "経理データベース" was 26 hours ago.',
    labels: { job: '経理データベース', site: '本社' },
    value: 93_600,
  },
  {
    rule: 'HighLatency',
    group: 'application_alerts',
    severity: 'warning',
    ja: '応答が遅い',
    en: 'Answers are slow',
    textJa: '95 パーセンタイルの応答時間は 1.84 秒です。',
    textEn: 'The 95th percentile of answers takes 1.84 s.',
    labels: { instance: 'kuraban', procedure: 'backup.executions.list' },
    value: 1.84,
  },
  {
    rule: 'HostRebooted',
    group: 'infrastructure_alerts',
    severity: 'info',
    ja: 'ホストが再起動',
    en: 'A host has restarted',
    textJa: 'web-11.example.jp は 6 分前に再起動しました。',
    textEn: 'web-11.example.jp restarted 6 minutes ago.',
    labels: { instance: 'web-11.example.jp' },
    value: 362,
  },
] as const

type Kind = (typeof kinds)[number]

const random = seeded(4)

function acknowledgedOf(index: number): Alert['acknowledged'] {
  if (index % 5 !== 3) return null
  return { by: someone, at: instant(-20 * minute), note: '増設の手配中です。', until: instant(3 * hour) }
}

function muteOf(index: number): Alert['mutedBy'] {
  if (index % 11 === 6) return [{ kind: 'silence', id: idOf(61, 0), name: '計画停止のため' }]
  if (index % 11 === 9) return [{ kind: 'maintenance', id: idOf(62, 0), name: '毎週の更新' }]
  return []
}

function alertOf(index: number, language: Language): Alert {
  const kind: Kind = index === 0 ? kinds[0] : pick(kinds, random())
  const isOpen = index < 240
  const isPending = isOpen && index % 9 === 8
  const ageMs = (isOpen ? 4 : 30) * minute + index * 7 * minute
  const { mountpoint: _mountpoint = '', ...rest } = { mountpoint: '', ...kind.labels }
  return {
    id: idOf(60, index),
    rule: kind.rule,
    group: kind.group,
    severity: kind.severity,
    state: isPending ? 'pending' : isOpen ? 'firing' : 'resolved',
    labels: { alertname: kind.rule, severity: kind.severity, ...(index === 0 ? kind.labels : rest) },
    summary: language === 'ja' ? kind.ja : kind.en,
    description: language === 'ja' ? kind.textJa : kind.textEn,
    annotations: { summary: kind.ja, summary_en: kind.en },
    value: index % 17 === 16 ? 'NaN' : kind.value,
    activeAt: instant(-ageMs - 5 * minute),
    firedAt: isPending ? null : instant(-ageMs),
    resolvedAt: isOpen ? null : instant(-ageMs + 22 * minute),
    hasNoData: index === 7,
    acknowledged: isOpen && !isPending ? acknowledgedOf(index) : null,
    assignee: index % 4 === 1 ? (assignees[index % 3] ?? null) : null,
    mutedBy: isOpen ? muteOf(index) : [],
    hasRunbook: kind.rule !== 'HighLatency',
  }
}

const order = { firing: 0, pending: 1, resolved: 2 } as const
const gravity = { critical: 0, warning: 1, info: 2, none: 3 } as const

/** Ten thousand alerts, the most urgent first, as the program sorts them. */
export function alertsIn(language: Language): readonly Alert[] {
  return Array.from({ length: 10_000 }, (_, index) => alertOf(index, language)).toSorted(
    (a, b) =>
      order[a.state] - order[b.state] ||
      (a.state === 'resolved' ? 0 : gravity[a.severity] - gravity[b.severity]) ||
      b.activeAt.localeCompare(a.activeAt),
  )
}

/** What has happened to an alert, oldest first. */
export function eventsOf(alert: Alert): AlertEvent[] {
  const at = Date.parse(alert.firedAt ?? alert.activeAt) - now
  const event = (
    index: number,
    offset: number,
    kind: AlertEvent['kind'],
    note = '',
    actor: AlertEvent['actor'] = null,
  ) => ({ id: idOf(63, index), at: instant(at + offset), kind, actor, note }) as const
  return [
    event(0, -5 * minute, 'pending'),
    ...(alert.firedAt === null ? [] : [event(1, 0, 'fired')]),
    event(2, 30_000, 'notified', '当番の Slack'),
    event(3, 31_000, 'notification-failed', '451 4.7.1 Greylisted'),
    ...(alert.acknowledged === null
      ? []
      : [event(4, 2 * minute, 'acknowledged', alert.acknowledged.note, alert.acknowledged.by)]),
    ...(alert.assignee === null ? [] : [event(5, 3 * minute, 'assigned', alert.assignee.name, someone)]),
    event(6, 3.5 * minute, 'noted', '古い動画を別の棚へ移しています。あと 20 分ほどかかります。', someone),
    ...(alert.resolvedAt === null ? [] : [event(7, 22 * minute, 'resolved')]),
  ]
}

export const silences: readonly Silence[] = [
  {
    id: idOf(61, 0),
    matchers: [
      { name: 'alertname', operator: '=', value: 'CriticalDiskSpace' },
      { name: 'instance', operator: '=~', value: 'storage-0[1-4]\\.example\\.jp' },
    ],
    startsAt: instant(-hour),
    endsAt: instant(5 * hour),
    comment: '計画停止のため。棚卸しのあいだ、書庫のディスクは空きが減ります（担当: 高橋、内線 4821）。',
    createdBy: someone,
    state: 'active',
    matchingAlerts: 3,
  },
  {
    id: idOf(61, 1),
    matchers: [{ name: 'severity', operator: '!=', value: 'critical' }],
    startsAt: instant(2 * day),
    endsAt: instant(2 * day + 4 * hour),
    comment: '受電設備の点検',
    createdBy: assignees[2] ?? someone,
    state: 'pending',
    matchingAlerts: 0,
  },
  {
    id: idOf(61, 2),
    matchers: [{ name: 'job', operator: '=', value: '経理データベース' }],
    startsAt: instant(-3 * day),
    endsAt: instant(-2 * day),
    comment: '移行中',
    createdBy: someone,
    state: 'expired',
    matchingAlerts: 0,
  },
]

export const windows: readonly Maintenance[] = [
  {
    id: idOf(62, 0),
    name: '毎週の更新',
    matchers: [{ name: 'job', operator: '=', value: 'node' }],
    isEnabled: true,
    when: { kind: 'repeated', cron: '0 3 * * 0', durationMinutes: 120 },
    isActive: false,
    nextStartsAt: instant(4 * day),
    nextEndsAt: instant(4 * day + 2 * hour),
  },
  {
    id: idOf(62, 1),
    name: '本社ビル 受電設備の法定点検にともなう全系統の停止（立会い: 設備管理課）',
    matchers: [],
    isEnabled: true,
    when: { kind: 'once', startsAt: instant(-hour), endsAt: instant(3 * hour) },
    isActive: true,
    nextStartsAt: instant(-hour),
    nextEndsAt: instant(3 * hour),
  },
]
