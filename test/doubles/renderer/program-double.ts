import type { Implementer } from '@orpc/server'
import { rolePermissions } from '#shared/contract/procedure.ts'
import type { ExecutionProgress } from '#shared/contract/progress.ts'
import type { contract } from '#shared/contract/root.ts'
import type { Session, User } from '#shared/features/security/values.ts'
import type { Setting } from '#shared/features/settings/contract.ts'
import type { Task, TaskStateValue } from '#shared/features/tasks/values.ts'
import { runningTaskId } from './backup-sample.ts'
import { day, hour, idOf, instant, minute, pageOf, pick, seeded } from './sample.ts'
import { language, role, variant } from './variant.ts'

type Nothing = Record<never, never>
type Of<K extends 'security' | 'settings' | 'system' | 'tasks'> = Implementer<(typeof contract)[K], Nothing, Nothing>

const me: User = {
  id: idOf(9, 0),
  name: '佐藤 真理子',
  role,
  language,
  createdAt: instant(-400 * day),
  lastSignInAt: instant(-2 * hour),
}

const names = [
  '鈴木 一郎',
  '高橋 由美',
  '田中 健太郎',
  'Alexander Wolfeschlegelsteinhausenbergerdorff',
  '渡辺 さくら',
] as const
const people: readonly User[] = [
  me,
  ...names.map((name, index) => ({
    ...me,
    id: idOf(9, index + 1),
    name,
    role: pick(['operator', 'viewer', 'administrator'], index / names.length),
    lastSignInAt: index === 2 ? null : instant(-index * day - hour),
  })),
]

function session(): Session {
  return {
    id: idOf(8, 0),
    user: me,
    permissions: [...rolePermissions[role]],
    startedAt: instant(-10 * minute),
    idleExpiresAt: instant(30 * minute),
    expiresAt: instant(8 * hour),
    warnBeforeMs: 120_000,
  }
}

const strangers = ['setup', 'setup-link', 'sign-in', 'expired']
let signedIn = !strangers.includes(variant)
let current = me
const begin = () => {
  signedIn = true
  return { session: { ...session(), user: current }, token: null }
}

export function securityDouble(os: Of<'security'>) {
  return os.router({
    setup: {
      status: os.setup.status.handler(() => ({
        required: variant === 'setup' || variant === 'setup-link',
        secretRequired: variant === 'setup-link',
        siteName: '蔵番',
        environment: 'production',
        language,
      })),
      complete: os.setup.complete.handler(begin),
    },
    session: {
      current: os.session.current.handler(() => ({
        session: signedIn ? { ...session(), user: current } : null,
        ended: variant === 'expired' ? ('idle' as const) : null,
      })),
      extend: os.session.extend.handler(session),
    },
    users: {
      list: os.users.list.handler(({ input }) => pageOf(people, input)),
      create: os.users.create.handler(({ input, errors }) => {
        throw errors.CONFLICT({ data: { resource: 'user', field: 'name', value: input.name } })
      }),
      setRole: os.users.setRole.handler(({ input }) => ({ ...me, id: input.id, role: input.role })),
      remove: os.users.remove.handler(() => ({ endedSessions: 1 })),
    },
    signIn: os.signIn.handler(({ input, errors }) => {
      if (input.password.length < 15) throw errors.SIGN_IN_FAILED({ data: { retryAfterSeconds: 12 } })
      return begin()
    }),
    signOut: os.signOut.handler(() => {
      signedIn = false
      return {}
    }),
    claimSignInLink: os.claimSignInLink.handler(({ errors }) => {
      throw errors.SIGN_IN_LINK_INVALID({ data: {} })
    }),
    changePassword: os.changePassword.handler(({ errors }) => {
      throw errors.PASSWORD_WRONG({ data: {} })
    }),
    changeLanguage: os.changeLanguage.handler(({ input }) => {
      current = { ...current, language: input.language }
      return current
    }),
    profile: os.profile.handler(() => current),
  })
}

const setting = (key: string, value: Setting['value'], rest: Partial<Setting> = {}): Setting => ({
  key,
  value,
  defaultValue: typeof value === 'boolean' ? !value : value,
  origin: 'default',
  overridden: false,
  allowed: typeof value === 'boolean' ? 'true | false' : typeof value === 'number' ? '1 – 1000' : '1–100 文字',
  description: { ja: `${key} の働きを説明する文です。`, en: `What ${key} does.` },
  needsRestart: false,
  ...rest,
})

const settings: readonly Setting[] = [
  setting('site.name', '大和建設 本社ファイルサーバー', { origin: 'settings-file' }),
  setting('timeZone', 'Asia/Tokyo', { needsRestart: true }),
  setting('language', 'ja', { allowed: 'ja | en' }),
  setting('environment', 'production', { origin: 'flag', overridden: true, needsRestart: true }),
  setting('server.port', 8443, { origin: 'environment-variable', overridden: true, needsRestart: true }),
  setting('log.level', 'info', { origin: 'env-file' }),
  setting('log.files', 10),
  setting('session.idleMinutes', 30),
  setting('session.absoluteHours', 8),
  setting('backup.keepAwake', true),
  setting('backup.concurrency', 2, { origin: 'settings-file' }),
  setting('backup.excludes', ['*.tmp', 'Thumbs.db', '.DS_Store']),
  setting('database.url', 'postgresql://kuraban@db.internal:5432/kuraban?sslmode=verify-full&password=••••••••', {
    origin: 'env-file-of-environment',
    overridden: true,
  }),
]

const installation = {
  secretStore: { kind: variant === 'good' ? ('keychain' as const) : ('key-file' as const), weak: variant !== 'good' },
  startAtSignIn: { supported: true, enabled: true },
  dataFolder: '/home/backup/.local/share/kuraban',
  settingsFile: '/home/backup/.local/share/kuraban/settings.json',
  logFile: '/home/backup/.local/share/kuraban/logs/kuraban.log',
}

export function settingsDouble(os: Of<'settings'>) {
  return os.router({
    get: os.get.handler(() => ({ items: variant === 'empty' ? [] : [...settings] })),
    update: os.update.handler(({ input, errors }) => {
      const [first] = input.changes
      throw errors.CONFIG_INVALID({
        data: { key: first?.key ?? '', value: String(first?.value), allowed: '1–100', origin: 'settings-file' },
      })
    }),
    installation: os.installation.handler(() => installation),
    setStartAtSignIn: os.setStartAtSignIn.handler(({ input }) => ({
      ...installation,
      startAtSignIn: { supported: true, enabled: input.enabled },
    })),
  })
}

const random = seeded(7)
const states: readonly [TaskStateValue, ...TaskStateValue[]] = [
  'succeeded',
  'succeeded',
  'succeeded',
  'failed',
  'cancelled',
  'interrupted',
]

function task(index: number): Task {
  const state: TaskStateValue =
    index === 0 ? 'running' : index === 1 ? 'waiting' : index === 2 ? 'delayed' : pick(states, random())
  const started = state === 'waiting' ? null : instant(-index * 21 * minute - 3 * minute)
  return {
    id: index === 0 ? runningTaskId : idOf(4, index + 1),
    kind: 'backup.run',
    queue: 'backup',
    state,
    priority: 0,
    attempt: state === 'delayed' ? 2 : 1,
    attempts: 3,
    node: 'kuraban-hq',
    requestedBy: 'system',
    title: {
      code: `backup.task.${pick(['backup', 'verify', 'restore'], index === 0 ? 0 : random())}`,
      data: {
        job: index === 0 ? '図面フォルダー（CAD・橋梁設計）' : '経理データベース',
        repository: '本社バックアップ保管庫',
      },
    },
    createdAt: instant(-index * 21 * minute - 4 * minute),
    runAt: instant(-index * 21 * minute - 4 * minute),
    startedAt: started,
    finishedAt: index < 3 ? null : instant(-index * 21 * minute),
    durationMs: index < 3 ? null : Math.round(random() * hour),
    progress: null,
    failure: state === 'failed' ? { code: 'REPOSITORY_STORAGE_FULL', data: { file: 'data/4f/4f2a9c' } } : null,
  }
}

const tasks: readonly Task[] = Array.from({ length: 1_000 }, (_, index) => task(index))
const isLive = (one: Task) => one.state === 'running' || one.state === 'waiting' || one.state === 'delayed'

export function tasksDouble(os: Of<'tasks'>) {
  const first = () => {
    const [one] = tasks
    if (one === undefined) throw new Error('the sample is empty')
    return one
  }
  return os.router({
    list: os.list.handler(({ input }) =>
      pageOf(
        variant === 'empty'
          ? []
          : tasks.filter((one) => input.show === 'all' || isLive(one) === (input.show === 'live')),
        input,
      ),
    ),
    get: os.get.handler(first),
    cancel: os.cancel.handler(({ input, errors }) => {
      throw errors.TASK_NOT_CANCELLABLE({ data: { id: input.id, state: 'succeeded' } })
    }),
    retry: os.retry.handler(first),
  })
}

function progressAt(step: number): ExecutionProgress {
  const share = ((step + 140) % 400) / 400
  return {
    phase: 'backup',
    doneFiles: Math.round(124_312 * share),
    totalFiles: 124_312,
    doneBytes: Math.round(812_345_678_901 * share),
    totalBytes: 812_345_678_901,
    bytesPerSecond: 142_300_000 + (step % 7) * 1_200_000,
    remainingMs: (1 - share) * 5_700_000,
    current: `/srv/projects/橋梁設計/国道四号線拡幅工事/第三工区/出来形管理図表/P${step % 12}橋脚_配筋検査記録_${String(step).padStart(5, '0')}.dwg`,
    problems: 0,
  }
}

const wait = (ms: number, signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

export function systemDouble(os: Of<'system'>) {
  return os.router({
    info: os.info.handler(() => ({
      version: '0.1.0',
      environment: variant === 'good' ? 'development' : 'production',
      siteName: '大和建設 本社ファイルサーバー',
      host: 'electron' as const,
      demo: false,
      dataFolder: installation.dataFolder,
      database: { engine: 'sqlite' as const, version: '3.50.4', location: `${installation.dataFolder}/kuraban.db` },
      platform: 'Debian GNU/Linux 12 (x64)',
      runtime: 'Electron 45.4.1, Node 24.21.0',
      timeZone: 'Asia/Tokyo',
      startedAt: instant(-3 * day),
    })),
    health: os.health.handler(() => ({ status: 'ok' as const })),
    events: {
      subscribe: os.events.subscribe.handler(async function* ({ signal }) {
        for (let step = 0; signal?.aborted !== true; step++) {
          if (variant !== 'empty')
            yield {
              id: String(step),
              event: { type: 'task.progress' as const, id: runningTaskId, progress: progressAt(step) },
            }
          await wait(variant === 'empty' ? 60_000 : 400, signal)
        }
      }),
    },
  })
}
