import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Check, Heartbeat, Scrape } from '#shared/features/monitoring/values.ts'
import { firstOf, hour, idOf, instant, minute } from './sample.ts'
import { variant } from './variant.ts'

type Parts = typeof contract.monitoring
type Of<K extends keyof Parts> = Implementer<Parts[K], Record<never, never>, Record<never, never>>

const isEmpty = variant === 'empty'
const all = <T>(items: readonly T[]): T[] => (isEmpty ? [] : [...items])

const base = {
  isEnabled: true,
  intervalSeconds: 60,
  certificateDays: null,
  availability24h: 1,
  lastRunAt: instant(-20_000),
}
const checks: readonly Check[] = [
  {
    ...base,
    id: idOf(64, 0),
    name: '社内ポータル（人事・勤怠・施工記録の入口）の応答と証明書の確認',
    settings: {
      kind: 'http',
      url: 'https://portal.example.jp/health?from=kuraban',
      method: 'GET',
      expectedStatuses: [200],
      contains: 'ok',
      allowsUntrustedCertificate: false,
      timeoutMs: 5000,
    },
    state: 'up',
    lastDurationMs: 84,
    lastMessage: '200 OK',
    certificateDays: 12,
    availability24h: 0.9986,
  },
  {
    ...base,
    id: idOf(64, 1),
    name: 'メールサーバー',
    settings: { kind: 'tcp', host: 'mail.example.jp', port: 587, timeoutMs: 5000 },
    state: 'down',
    lastDurationMs: 5000,
    lastMessage: 'connect ETIMEDOUT 192.0.2.25:587',
    availability24h: 0.871,
  },
  {
    ...base,
    id: idOf(64, 2),
    name: 'DNS',
    settings: {
      kind: 'dns',
      name: 'example.jp',
      recordType: 'MX',
      server: '',
      expected: 'mail.example.jp',
      timeoutMs: 3000,
    },
    state: 'up',
    lastDurationMs: 3.2,
    lastMessage: 'mail.example.jp',
  },
  {
    ...base,
    id: idOf(64, 3),
    name: '第二拠点のルーター',
    isEnabled: false,
    settings: { kind: 'ping', host: '198.51.100.1', timeoutMs: 2000 },
    state: 'paused',
    lastDurationMs: null,
    lastMessage: '',
    availability24h: null,
  },
  {
    ...base,
    id: idOf(64, 4),
    name: 'LDAPS の証明書',
    settings: { kind: 'tls', host: 'ldap.example.jp', port: 636, timeoutMs: 5000 },
    state: 'unknown',
    lastRunAt: null,
    lastDurationMs: null,
    lastMessage: '',
    availability24h: null,
  },
]

const scrapes: readonly Scrape[] = [
  {
    id: idOf(65, 0),
    name: 'storage-03 の node_exporter',
    isEnabled: true,
    url: 'http://storage-03.example.jp:9100/metrics',
    intervalSeconds: 15,
    timeoutMs: 10_000,
    labels: { site: '本社', rack: 'B-12' },
    allowsUntrustedCertificate: false,
    hasCredential: false,
    state: 'up',
    lastRunAt: instant(-9_000),
    lastDurationMs: 41,
    lastMessage: '',
    samples: 1_284,
  },
  {
    id: idOf(65, 1),
    name: 'PostgreSQL（図面）',
    isEnabled: true,
    url: 'https://db-02.example.jp:9187/metrics',
    intervalSeconds: 30,
    timeoutMs: 10_000,
    labels: {},
    allowsUntrustedCertificate: true,
    hasCredential: true,
    state: 'down',
    lastRunAt: instant(-12_000),
    lastDurationMs: 10_000,
    lastMessage: '401 Unauthorized',
    samples: 0,
  },
]

const heartbeats: readonly Heartbeat[] = [
  {
    id: idOf(66, 0),
    name: '夜間のデータ連携（基幹→図面管理）',
    isEnabled: true,
    intervalSeconds: 86_400,
    graceSeconds: 1_800,
    state: 'up',
    lastReportAt: instant(-7 * hour),
    lastMessage: '14,204 rows',
    lastDurationMs: 312_000,
    dueAt: instant(17 * hour),
  },
  {
    id: idOf(66, 1),
    name: 'ウイルス定義の更新',
    isEnabled: true,
    intervalSeconds: 3_600,
    graceSeconds: 300,
    state: 'late',
    lastReportAt: instant(-2.5 * hour),
    lastMessage: '',
    lastDurationMs: null,
    dueAt: instant(-85 * minute),
  },
  {
    id: idOf(66, 2),
    name: '棚卸しの集計',
    isEnabled: true,
    intervalSeconds: 86_400,
    graceSeconds: 300,
    state: 'failed',
    lastReportAt: instant(-hour),
    lastMessage: 'exit code 3: 入力ファイルがありません',
    lastDurationMs: 1_200,
    dueAt: instant(23 * hour),
  },
  {
    id: idOf(66, 3),
    name: 'New job',
    isEnabled: true,
    intervalSeconds: 3_600,
    graceSeconds: 300,
    state: 'waiting',
    lastReportAt: null,
    lastMessage: '',
    lastDurationMs: null,
    dueAt: null,
  },
]

const token = 'khb_7Yq2mZrT0uXc4VdLw9Pe1sNa'

/** One check of each kind. */
export function checksDouble(os: Of<'checks'>) {
  return os.router({
    list: os.list.handler(() => ({ items: all(checks) })),
    create: os.create.handler(({ input, errors }) => {
      if (input.name === 'DNS') throw errors.CONFLICT({ data: { resource: 'check', field: 'name', value: input.name } })
      return { ...firstOf(checks), ...input }
    }),
    update: os.update.handler(({ input }) => ({ ...firstOf(checks), ...input })),
    remove: os.remove.handler(() => ({})),
    tryOut: os.tryOut.handler(({ input }) =>
      input.settings.kind === 'tcp'
        ? { isUp: false, durationMs: 5000, message: 'connect ETIMEDOUT 192.0.2.25:587', certificateDays: null }
        : { isUp: true, durationMs: 84, message: '200 OK', certificateDays: 12 },
    ),
  })
}

/** Two endpoints, one of which refuses. */
export function scrapesDouble(os: Of<'scrapes'>) {
  return os.router({
    list: os.list.handler(() => ({ items: all(scrapes) })),
    create: os.create.handler(({ input: { bearerToken: _token, ...input } }) => ({ ...firstOf(scrapes), ...input })),
    update: os.update.handler(({ input: { bearerToken: _token, ...input } }) => ({ ...firstOf(scrapes), ...input })),
    remove: os.remove.handler(() => ({})),
    tryOut: os.tryOut.handler(() => ({
      isUp: true,
      durationMs: 41,
      message: '',
      samples: 1_284,
      names: ['node_boot_time_seconds', 'node_cpu_seconds_total', 'node_filesystem_avail_bytes', 'node_load1'],
    })),
  })
}

/** Jobs that report in, one of each state. */
export function heartbeatsDouble(os: Of<'heartbeats'>) {
  return os.router({
    list: os.list.handler(() => ({ items: all(heartbeats) })),
    create: os.create.handler(({ input }) => ({ heartbeat: { ...firstOf(heartbeats), ...input }, token })),
    update: os.update.handler(({ input }) => ({ ...firstOf(heartbeats), ...input })),
    renewToken: os.renewToken.handler(() => ({ token })),
    remove: os.remove.handler(() => ({})),
    report: os.report.handler(() => ({})),
  })
}
