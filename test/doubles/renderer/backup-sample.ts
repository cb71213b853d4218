import type { BackupJob, BackupRepository, BackupSnapshot, Execution } from '#shared/features/backup/values.ts'
import { day, hour, idOf, instant, minute, now, pick, seeded } from './sample.ts'
import { variant } from './variant.ts'

const random = seeded(20_261_122)

const repositoryNames = [
  ['本社バックアップ保管庫', '/mnt/backup/hq', 'passed', true],
  ['現場事務所 NAS（第二倉庫）', '/mnt/nas02/kuraban/site-office', 'passed', true],
  [
    '災害対策用 遠隔地保管 ― 札幌データセンター・三世代保管リポジトリ（長期）',
    '/mnt/dr/sapporo/long-term/three-generations',
    'failed',
    true,
  ],
  ['Engineering archive', '/srv/archive/engineering', null, true],
  ['旧サーバー移行分', '/mnt/old-server/backup', 'passed', false],
] as const

export const repositories: readonly BackupRepository[] = repositoryNames.map(
  ([name, path, lastVerification, reachable], index) => ({
    id: idOf(1, index),
    name,
    location: { kind: 'local', path },
    repositoryId: `${index}`.repeat(64),
    formatVersion: 2,
    createdAt: instant(-(400 - index * 30) * day),
    sizeBytes: Math.round((index + 1) * 312_450_123_456 * random()),
    snapshotCount: 40 + index * 113,
    lastSnapshotAt: instant(-(index * 7 + 1) * hour),
    lastVerifiedAt: lastVerification === null ? null : instant(-(index * 9 + 2) * day),
    lastVerification,
    jobCount: index === 4 ? 0 : 3,
    reachable: variant === 'good' ? true : reachable,
    ownerId: null,
    classification: index === 0 ? 'confidential' : 'internal',
  }),
)

const jobNames = [
  '経理データベース',
  '図面フォルダー（CAD・橋梁設計）',
  '総務共有フォルダー',
  '国道四号線拡幅工事 第三工区 施工記録写真・出来形管理図表・検査書類一式（令和八年度・長期保存対象）',
  'Mail server',
  '知識ベース',
  '顧客管理システム',
  'ウェブサイト',
  '人事・給与（暗号化）',
  '測量データ 点群',
  'Git repositories',
  '監視カメラ 保存分',
] as const

const at = <T>(items: readonly T[], index: number): T => {
  const item = items[index % items.length]
  if (item === undefined) throw new Error('the sample is empty')
  return item
}

function execution(index: number, ageMs: number): Execution {
  const job = index % jobNames.length
  const repository = at(repositories, job % 4)
  const chance = random()
  const kind = index % 17 === 5 ? 'verify' : index % 41 === 7 ? 'restore' : 'backup'
  const state =
    variant === 'good' || chance < 0.9
      ? 'succeeded'
      : chance < 0.95
        ? 'warnings'
        : chance < 0.985
          ? 'failed'
          : pick(['cancelled', 'interrupted'], random())
  const durationMs = Math.round(4_000 + random() ** 3 * 5 * hour)
  const totalFiles = Math.round(2_000 + random() * 480_000)
  const added = Math.round(random() ** 4 * 80_000_000_000)
  return {
    id: idOf(3, index),
    kind,
    state,
    trigger: pick(['schedule', 'schedule', 'schedule', 'manual', 'catch-up'], random()),
    jobId: kind === 'backup' ? idOf(2, job) : null,
    jobName: kind === 'backup' ? at(jobNames, job) : null,
    repositoryId: repository.id,
    repositoryName: repository.name,
    taskId: null,
    requestedBy: 'system',
    createdAt: instant(-ageMs - durationMs),
    startedAt: instant(-ageMs - durationMs + 200),
    finishedAt: instant(-ageMs),
    durationMs,
    snapshotId: kind === 'backup' && (state === 'succeeded' || state === 'warnings') ? at(snapshotIds, index) : null,
    figures:
      kind !== 'backup' || state === 'failed'
        ? null
        : {
            filesNew: Math.round(totalFiles * 0.01),
            filesChanged: Math.round(totalFiles * 0.004),
            filesUnmodified: Math.round(totalFiles * 0.986),
            dirsNew: 12,
            dirsChanged: 48,
            dirsUnmodified: Math.round(totalFiles * 0.08),
            totalFiles,
            totalBytes: totalFiles * 412_345,
            addedBytes: added,
            addedPackedBytes: Math.round(added * 0.61),
          },
    problemCount: state === 'warnings' ? 1 + Math.round(random() * 40) : 0,
    failure:
      state !== 'failed'
        ? null
        : pick(
            [
              { code: 'REPOSITORY_STORAGE_FULL', data: { file: 'data/4f/4f2a9c' } },
              { code: 'BACKUP_SOURCES_UNREADABLE', data: { paths: ['/srv/share/経理'] } },
              {
                code: 'REPOSITORY_LOCKED',
                data: { hostname: 'nas02', username: 'backup', pid: 4312, exclusive: true, lockedAt: instant(-ageMs) },
              },
            ],
            random(),
          ),
  }
}

export const snapshotIds = Array.from({ length: 200 }, (_, index) =>
  `${index.toString(16).padStart(8, 'c')}`.padEnd(64, '0'),
)

export const runningTaskId = idOf(4, 1)

const running: Execution = {
  ...execution(0, 0),
  id: idOf(3, 999_999),
  kind: 'backup',
  state: 'running',
  trigger: 'manual',
  jobId: idOf(2, 1),
  jobName: jobNames[1],
  taskId: runningTaskId,
  startedAt: instant(-3 * minute),
  createdAt: instant(-3 * minute),
  finishedAt: null,
  durationMs: null,
  snapshotId: null,
  figures: null,
  problemCount: 0,
  failure: null,
}

export const executions: readonly Execution[] = [
  running,
  ...Array.from({ length: 10_000 }, (_, index) => execution(index, (index + 1) * 37 * minute)),
]

export const jobs: readonly BackupJob[] = jobNames.map((name, index) => ({
  id: idOf(2, index),
  name,
  repositoryId: at(repositories, index % 4).id,
  repositoryName: at(repositories, index % 4).name,
  sources: ['/srv/share/経理', `/srv/projects/${name}`].slice(0, 1 + (index % 2)),
  excludes: ['*.tmp', '/srv/share/**/Thumbs.db'],
  useDefaultExcludes: true,
  excludeCaches: true,
  excludeLargerThanBytes: null,
  oneFileSystem: false,
  compression: 'auto',
  tags: index % 3 === 0 ? ['重要', '毎日'] : [],
  schedule: index === 7 ? null : { cron: `${(index * 7) % 60} ${index % 24} * * *`, timeZone: 'Asia/Tokyo' },
  enabled: index !== 5,
  createdAt: instant(-300 * day),
  updatedAt: instant(-(index + 1) * day),
  nextRunAt: index === 7 || index === 5 ? null : instant((index + 1) * 47 * minute),
  lastExecution: executions.find((one) => one.jobId === idOf(2, index) && one.state !== 'running') ?? null,
  runningExecutionId: index === 1 ? running.id : null,
  ownerId: null,
  classification: 'internal',
}))

export const snapshots: readonly BackupSnapshot[] = snapshotIds.map((id, index) => ({
  id,
  shortId: id.slice(0, 8),
  time: instant(-(index * 11 + 1) * hour),
  hostname: 'kuraban-hq',
  username: 'backup',
  paths: ['/srv/share/経理', '/srv/projects/橋梁設計'],
  tags: index % 5 === 0 ? ['月末'] : [],
  parentId: snapshotIds[index + 1] ?? null,
  treeId: id,
  programVersion: 'restic 0.17.0',
  totalFiles: 124_312 - index * 7,
  totalBytes: 812_345_678_901 - index * 91_234_567,
  addedBytes: 1_234_567_890,
}))

export const trend = Array.from({ length: 30 }, (_, index) => {
  const failed = variant !== 'good' && random() > 0.8 ? Math.ceil(random() * 3) : 0
  return {
    day: new Date(now - (29 - index) * day).toISOString().slice(0, 10),
    succeeded: 24 + Math.round(random() * 14),
    warnings: variant !== 'good' && random() > 0.7 ? Math.ceil(random() * 4) : 0,
    failed,
    addedBytes: Math.round(20_000_000_000 + random() ** 3 * 180_000_000_000),
  }
})
