import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import { executions, jobs, repositories, snapshots, trend } from './backup-sample.ts'
import { day, hour, idOf, instant, pageOf } from './sample.ts'
import { variant } from './variant.ts'

type BackupImplementer = Implementer<typeof contract.backup, Record<never, never>, Record<never, never>>

const isEmpty = variant === 'empty'
const all = <T>(items: readonly T[]): readonly T[] => (isEmpty ? [] : items)

const running = executions.filter((one) => one.state === 'running')

const attention = [
  {
    code: 'job-failed',
    subject: '図面フォルダー（CAD・橋梁設計）',
    jobId: idOf(2, 1),
    repositoryId: null,
    executionId: idOf(3, 12),
    since: instant(-3 * hour),
  },
  {
    code: 'job-overdue',
    subject: '経理データベース',
    jobId: idOf(2, 0),
    repositoryId: null,
    executionId: null,
    since: instant(-26 * hour),
  },
  {
    code: 'verification-failed',
    subject: repositories[2]?.name ?? '',
    jobId: null,
    repositoryId: idOf(1, 2),
    executionId: idOf(3, 5),
    since: instant(-2 * day),
  },
  {
    code: 'job-warnings',
    subject: '国道四号線拡幅工事 第三工区 施工記録写真・出来形管理図表・検査書類一式（令和八年度・長期保存対象）',
    jobId: idOf(2, 3),
    repositoryId: null,
    executionId: idOf(3, 3),
    since: instant(-5 * hour),
  },
  {
    code: 'repository-unverified',
    subject: 'Engineering archive',
    jobId: null,
    repositoryId: idOf(1, 3),
    executionId: null,
    since: instant(-48 * day),
  },
] as const

function found<T extends { readonly id: string }>(items: readonly T[], id: string, missing: () => Error): T {
  const item = items.find((one) => one.id === id)
  if (item === undefined) throw missing()
  return item
}

/** Folders and files of any snapshot: one folder is very large. */
function entriesOf(path: string) {
  const base = path === '/' ? '' : path
  const count = path.endsWith('施工記録写真') ? 100_000 : path === '/' ? 4 : 24
  const folders = path === '/' ? ['srv', 'home', 'etc', '施工記録写真'] : ['経理', '施工記録写真', '図面']
  return Array.from({ length: count }, (_, index) => {
    const folder = folders[index]
    const name = folder ?? `IMG_${String(index).padStart(6, '0')} 橋脚P${index % 12} 配筋検査.jpg`
    const text = `${base}/${name}`
    return {
      name: { quoted: name, display: name },
      path: { quoted: text, display: text },
      type: folder === undefined ? ('file' as const) : ('dir' as const),
      sizeBytes: folder === undefined ? 2_345_678 + index : null,
      modifiedAt: instant(-index * hour),
      mode: folder === undefined ? '-rw-r--r--' : 'drwxr-xr-x',
      owner: 'backup',
      group: 'backup',
      linkTarget: null,
    }
  })
}

function overviewOf() {
  const verdict = isEmpty ? 'nothing-yet' : variant === 'good' ? 'good' : 'failing'
  return {
    verdict: verdict as 'nothing-yet' | 'good' | 'failing',
    repositoryCount: all(repositories).length,
    jobCount: all(jobs).length,
    needsAttention: variant === 'good' ? [] : [...all(attention)],
    running: [...all(running)],
    nextRuns: all(jobs).flatMap((job) =>
      job.nextRunAt === null ? [] : [{ jobId: job.id, jobName: job.name, at: job.nextRunAt }],
    ),
    recent: executions.slice(1, isEmpty ? 1 : 11),
    trend: isEmpty ? [] : trend,
    storedBytes: isEmpty ? null : 3_412_345_678_901,
  }
}

/** Everything about backups, answered from samples. */
export function backupDouble(os: BackupImplementer) {
  const { repositories: r, jobs: j, executions: e, snapshots: s } = os
  const started = () => {
    const [first] = executions
    if (first === undefined) throw new Error('the sample is empty')
    return first
  }
  return os.router({
    repositories: {
      list: r.list.handler(({ input }) => pageOf(all(repositories), input)),
      get: r.get.handler(({ input, errors }) =>
        found(repositories, input.id, () => errors.NOT_FOUND({ data: { resource: 'repository', id: input.id } })),
      ),
      create: r.create.handler(({ input, errors }) => {
        throw errors.REPOSITORY_EXISTS({ data: { location: input.location.path } })
      }),
      open: r.open.handler(({ errors }) => {
        throw errors.REPOSITORY_WRONG_PASSWORD({ data: {} })
      }),
      rename: r.rename.handler(({ input, errors }) => ({
        ...found(repositories, input.id, () => errors.NOT_FOUND({ data: { resource: 'repository', id: input.id } })),
        name: input.name,
      })),
      remove: r.remove.handler(({ input, errors }) => {
        const one = found(repositories, input.id, () =>
          errors.NOT_FOUND({ data: { resource: 'repository', id: input.id } }),
        )
        return { kept: { location: one.location, snapshotCount: one.snapshotCount } }
      }),
      verify: r.verify.handler(started),
      setPassword: r.setPassword.handler(({ input, errors }) =>
        found(repositories, input.id, () => errors.NOT_FOUND({ data: { resource: 'repository', id: input.id } })),
      ),
      emergencySheet: r.emergencySheet.handler(() => ({
        title: '非常用シート',
        markdown: '# 非常用シート\n\n```\nrestic -r /mnt/backup/hq restore latest --target /restore\n```\n',
        fileName: 'emergency-sheet.md',
      })),
      unlock: r.unlock.handler(() => ({ removed: 1 })),
      setOwnership: r.setOwnership.handler(({ input: { id, ...to }, errors }) => ({
        ...found(repositories, id, () => errors.NOT_FOUND({ data: { resource: 'repository', id } })),
        ...to,
      })),
    },
    jobs: {
      list: j.list.handler(({ input }) =>
        pageOf(
          all(jobs).filter((job) => input.repositoryId === undefined || job.repositoryId === input.repositoryId),
          input,
        ),
      ),
      get: j.get.handler(({ input, errors }) =>
        found(jobs, input.id, () => errors.NOT_FOUND({ data: { resource: 'job', id: input.id } })),
      ),
      create: j.create.handler(({ input, errors }) => {
        throw errors.CONFLICT({ data: { resource: 'job', field: 'name', value: input.name } })
      }),
      update: j.update.handler(({ input, errors }) => {
        throw errors.STALE({ data: { resource: 'job', id: input.id } })
      }),
      remove: j.remove.handler(() => ({ kept: { repositoryName: repositories[0]?.name ?? '', executions: 812 } })),
      run: j.run.handler(started),
      setOwnership: j.setOwnership.handler(({ input: { id, ...to }, errors }) => ({
        ...found(jobs, id, () => errors.NOT_FOUND({ data: { resource: 'job', id } })),
        ...to,
      })),
      preview: j.preview.handler(() => ({
        includedFiles: 124_312,
        includedBytes: 812_345_678_901,
        excludedEntries: 4_120,
        incomplete: true,
        samples: Array.from({ length: 40 }, (_, index) => ({
          path: `/srv/share/経理/令和八年度/伝票_${String(index).padStart(4, '0')}.${index % 5 === 0 ? 'tmp' : 'xlsx'}`,
          included: index % 5 !== 0,
          rule: index % 5 === 0 ? '*.tmp' : null,
          sizeBytes: 12_345 * (index + 1),
        })),
        problems: [],
      })),
      explainSchedule: j.explainSchedule.handler(() => ({
        text: '毎日 2 時 30 分',
        nextRuns: [1, 2, 3, 4, 5].map((days) => instant(days * day)),
      })),
      defaultExcludes: j.defaultExcludes.handler(() => [{ pattern: 'Thumbs.db', reasonCode: 'system-file' }]),
    },
    executions: {
      list: e.list.handler(({ input }) => {
        const matching = all(executions).filter(
          (one) =>
            (input.jobId === undefined || one.jobId === input.jobId) &&
            (input.repositoryId === undefined || one.repositoryId === input.repositoryId) &&
            (input.state === undefined || one.state === input.state) &&
            (input.kind === undefined || one.kind === input.kind),
        )
        return pageOf(input.sort === 'oldest' ? matching.toReversed() : matching, input)
      }),
      get: e.get.handler(({ input, errors }) => {
        const one = found(executions, input.id, () =>
          errors.NOT_FOUND({ data: { resource: 'execution', id: input.id } }),
        )
        return {
          ...one,
          progress: null,
          problems: Array.from({ length: one.problemCount }, (_, index) => ({
            path: { quoted: `/srv/share/経理/伝票_${index}.xlsx`, display: `/srv/share/経理/伝票_${index}.xlsx` },
            code: 'unreadable' as const,
            reason: 'EACCES: permission denied',
          })),
          findings: [],
          restore: null,
        }
      }),
      cancel: e.cancel.handler(started),
    },
    snapshots: {
      list: s.list.handler(({ input }) => pageOf(all(snapshots), input)),
      browse: s.browse.handler(({ input }) => {
        const wanted = input.nameContains ?? ''
        const entries = entriesOf(input.path).filter((entry) => entry.name.display.includes(wanted))
        return { ...pageOf(entries, input), totalEntries: entries.length }
      }),
      restore: s.restore.handler(started),
    },
    overview: { get: os.overview.get.handler(overviewOf) },
    folders: {
      list: os.folders.list.handler(({ input }) => {
        const path = input.path ?? '/srv'
        const names = ['share', 'projects', '施工記録写真', 'backup', 'lost+found']
        return {
          path,
          parent: path === '/' ? null : path.replace(/\/[^/]+$/, '') || '/',
          entries: names.map((name) => ({
            name,
            path: `${path}/${name}`,
            isFolder: true,
            readable: name !== 'lost+found',
          })),
          truncated: false,
        }
      }),
    },
  })
}
