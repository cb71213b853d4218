import { Labels, metricName } from '#main/engine/timeseries/index.ts'
import { day, hour, minute, now } from './sample.ts'

/** A series of the double: a value at any moment in milliseconds. */
export interface SampleSeries {
  readonly labels: Labels
  readonly at: (timeMs: number) => number
}

/** While nothing was collected, so that screens have something to leave open. */
export const silence = { fromMs: now - 3 * hour - 40 * minute, toMs: now - 3 * hour }

const beginMs = now - 120 * day

function hash(text: string): number {
  let value = 2_166_136_261
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 16_777_619)
  return ((value >>> 0) % 10_000) / 10_000
}

/** Something between -1 and 1 that goes up and down over the day, and a little all the time. */
function wave(seed: number): (timeMs: number) => number {
  const parts = [
    { period: day, share: 0.5 },
    { period: 3.1 * hour, share: 0.2 },
    { period: 23 * minute, share: 0.16 },
    { period: 4.7 * minute, share: 0.09 },
    { period: 1.3 * minute, share: 0.05 },
  ]
  return (timeMs) =>
    parts.reduce((sum, { period, share }, index) => {
      const phase = index === 0 ? 0.3 * seed : seed * 7 * (index + 1)
      return sum + share * Math.sin((2 * Math.PI * timeMs) / period - 1.2 + phase)
    }, 0)
}

function gauge(name: string, labels: Record<string, string>, mean: number, swing: number): SampleSeries {
  const all = Labels.of({ [metricName]: name, ...labels })
  const move = wave(hash(all.key))
  return { labels: all, at: (timeMs) => mean + swing * move(timeMs) }
}

/** What is counted in whole things. */
function whole({ labels, at }: SampleSeries): SampleSeries {
  return { labels, at: (timeMs) => Math.round(at(timeMs)) }
}

/** A counter whose rate goes up and down around so much a second. */
function counter(name: string, labels: Record<string, string>, perSecond: number, shape?: string): SampleSeries {
  const all = Labels.of({ [metricName]: name, ...labels })
  const phase = hash(shape ?? all.key)
  const parts = [
    { period: day, share: 0.5 },
    { period: 41 * minute, share: 0.25 },
    { period: 6.1 * minute, share: 0.2 },
  ]
  return {
    labels: all,
    at: (timeMs) => {
      const seconds = (timeMs - beginMs) / 1000
      const swings = parts.reduce((sum, { period, share }, index) => {
        const speed = (2 * Math.PI * 1000) / period
        return sum - (share * Math.cos(speed * seconds - 1 + phase * 7 * index)) / speed
      }, 0)
      return perSecond * (seconds + swings)
    },
  }
}

function histogram(name: string, labels: Record<string, string>, perSecond: number, median: number): SampleSeries[] {
  const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600]
  const below = (bound: number) => 1 / (1 + (median / bound) ** 2)
  const part = (suffix: string, more: Record<string, string>, rate: number) =>
    counter(`${name}_${suffix}`, { ...labels, ...more }, rate, name)
  return [
    ...bounds.map((bound) => part('bucket', { le: String(bound) }, perSecond * below(bound))),
    part('bucket', { le: '+Inf' }, perSecond),
    part('count', {}, perSecond),
    part('sum', {}, perSecond * median),
  ]
}

const gib = 1024 ** 3
const disks = [
  { mountpoint: '/', device: '/dev/nvme0n1p2', fstype: 'ext4', size: 240 * gib, free: 121 * gib },
  { mountpoint: '/srv', device: '/dev/mapper/vg0-srv', fstype: 'xfs', size: 7_400 * gib, free: 590 * gib },
  { mountpoint: '/srv/図面アーカイブ', device: '/dev/sdb1', fstype: 'xfs', size: 16_000 * gib, free: 6_900 * gib },
]
const modes = { user: 0.21, system: 0.06, iowait: 0.03, irq: 0.002, softirq: 0.006, steal: 0.001, nice: 0.004 }
const busy = Object.values(modes).reduce((sum, share) => sum + share, 0)
const cores = Array.from({ length: 8 }, (_, core) => String(core))
const jobs = ['図面フォルダー（CAD・橋梁設計）', '経理データベース', '施工写真', '全社共有フォルダー']
const repositories = ['本社バックアップ保管庫', '大阪支店ミラー']

const host: readonly SampleSeries[] = [
  ...cores.flatMap((cpu) => [
    ...Object.entries(modes).map(([mode, share]) => counter('node_cpu_seconds_total', { cpu, mode }, share)),
    counter('node_cpu_seconds_total', { cpu, mode: 'idle' }, 1 - busy),
  ]),
  gauge('node_load1', {}, 2.4, 1.9),
  gauge('node_load5', {}, 2.3, 1.3),
  gauge('node_load15', {}, 2.2, 0.8),
  gauge('node_memory_MemTotal_bytes', {}, 64 * gib, 0),
  gauge('node_memory_MemAvailable_bytes', {}, 26 * gib, 7 * gib),
  gauge('node_memory_Cached_bytes', {}, 17 * gib, 3 * gib),
  gauge('node_memory_SwapTotal_bytes', {}, 8 * gib, 0),
  gauge('node_memory_SwapFree_bytes', {}, 7.6 * gib, 0.2 * gib),
  ...disks.flatMap(({ size, free, ...labels }) => [
    gauge('node_filesystem_size_bytes', labels, size, 0),
    gauge('node_filesystem_avail_bytes', labels, free, free * 0.02),
    gauge('node_filesystem_files', labels, 15_000_000, 0),
    gauge('node_filesystem_files_free', labels, 11_800_000, 40_000),
  ]),
  ...['nvme0n1', 'sda', 'sdb'].flatMap((device) => [
    counter('node_disk_read_bytes_total', { device }, 14e6 * (0.4 + hash(device))),
    counter('node_disk_written_bytes_total', { device }, 22e6 * (0.4 + hash(device))),
    counter('node_disk_io_time_seconds_total', { device }, 0.3 * hash(device)),
  ]),
  ...['eno1', 'eno2'].flatMap((device) => [
    counter('node_network_receive_bytes_total', { device }, device === 'eno1' ? 31e6 : 2.4e6),
    counter('node_network_transmit_bytes_total', { device }, device === 'eno1' ? 12e6 : 5.1e6),
    counter('node_network_receive_errs_total', { device }, 0),
  ]),
  ...['Package id 0', 'Core 0', 'Core 1'].map((sensor) =>
    gauge('node_hwmon_temp_celsius', { chip: 'coretemp', sensor }, 54, 9),
  ),
  gauge('node_timex_offset_seconds', {}, 0.0004, 0.0007),
]

const program: readonly SampleSeries[] = [
  ...['/api/v1/backup/jobs', '/api/v1/tasks', '/rpc', '/metrics'].flatMap((endpoint, index) => [
    ...['200', '404', '500'].map((status, place) =>
      counter('http_requests_total', { method: 'GET', endpoint, status }, [6, 0.12, 0.008][place] ?? 0),
    ),
    ...histogram('http_request_duration_seconds', { method: 'GET', endpoint }, 6, 0.02 * (index + 1)),
  ]),
  gauge('process_resident_memory_bytes', {}, 412e6, 60e6),
  gauge('nodejs_heap_size_used_bytes', {}, 190e6, 52e6),
  gauge('nodejs_eventloop_lag_p99_seconds', {}, 0.012, 0.006),
  counter('process_cpu_seconds_total', {}, 0.22),
  counter('cache_hits_total', {}, 41),
  counter('cache_misses_total', {}, 2.4),
  whole(gauge('db_connections_active', {}, 6, 3)),
  ...histogram('db_query_duration_seconds', {}, 88, 0.004),
  gauge('kuraban_database_size_bytes', {}, 2.3e9, 4e7),
  whole(gauge('active_jobs', {}, 1.9, 1.8)),
  whole(gauge('queued_jobs', {}, 3, 2.6)),
  ...['1d', '7d', '30d'].map((period, index) => whole(gauge('kuraban_users_active', { period }, 14 + 21 * index, 5))),
  ...['debug', 'info', 'warn', 'error'].map((level, index) =>
    counter('kuraban_log_messages_total', { level }, [0.2, 4.1, 0.08, 0.006][index] ?? 0),
  ),
  ...['succeeded', 'warning', 'failed', 'disabled'].map((status, index) =>
    gauge('backup_jobs_total', { status }, [31, 4, 1, 2][index] ?? 0, 0),
  ),
  gauge('kuraban_datasets', {}, 184, 0),
  ...['backup', 'datasets', 'knowledge'].map((kind, index) =>
    gauge('kuraban_storage_used_bytes', { kind }, 2.1e12 / (index + 1), 4e9),
  ),
  ...Object.entries({ passed: 6, failed: 0.2 }).map(([result, perHour]) =>
    counter('verification_tests_total', { result }, perHour / 3600),
  ),
  gauge('kuraban_tsdb_series', {}, 4312, 90),
  gauge('kuraban_tsdb_series_limit', {}, 50_000, 0),
  gauge('up', { job: 'host', instance: 'kuraban-hq' }, 1, 0),
]

const backup: readonly SampleSeries[] = [
  gauge('backup_success_rate', { period: '24h' }, 0.972, 0.004),
  gauge('backup_success_rate', { period: '30d' }, 0.991, 0.002),
  gauge('compliance_rate', {}, 0.93, 0.01),
  ...Object.entries({ succeeded: 14, warnings: 0.9, failed: 0.3 }).map(([result, perHour]) =>
    counter('backup_executions_total', { result }, perHour / 3600),
  ),
  ...histogram('backup_execution_duration_seconds', {}, 0.004, 700),
  ...['critical', 'warning'].map((severity, index) => gauge('alerts_unacknowledged', { severity }, index * 2, 0)),
  gauge('ALERTS', { alertname: 'DiskSpaceLow', alertstate: 'firing', severity: 'warning' }, 1, 0),
  gauge('ALERTS', { alertname: 'CertificateExpiring', alertstate: 'firing', severity: 'warning' }, 1, 0),
  ...jobs.flatMap((job_name, index) => [
    gauge('kuraban_backup_last_duration_seconds', { job_name }, 600 * (index + 1), 120),
    gauge('kuraban_backup_last_size_bytes', { job_name }, 3e9 * (index + 1), 6e8),
    {
      ...counter('kuraban_backup_last_success_timestamp_seconds', { job_name }, 0),
      at: (t: number) => lastRun(t, index),
    },
  ]),
  ...repositories.flatMap((repository, index) => [
    gauge('kuraban_repository_size_bytes', { repository }, 4.1e12 / (index + 1), 2e9),
    gauge('kuraban_repository_free_bytes', { repository }, 9e11 * (index + 1), 4e9),
  ]),
]

function lastRun(timeMs: number, index: number): number {
  const every = (index + 1) * 6 * hour
  return (Math.floor(timeMs / every) * every) / 1000
}

/** Everything that the double has figures of. */
export const sampleSeries: readonly SampleSeries[] = [...host, ...program, ...backup]
