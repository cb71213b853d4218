import type { Dashboard, Panel } from '#shared/features/monitoring/values.ts'

type Look = Partial<Pick<Panel, 'kind' | 'unit' | 'width' | 'height' | 'thresholds'>>
type Query = string | readonly [expression: string, legend: string]

/** A panel in the order in which they are read: name in both languages, what it asks, how it looks. */
function panel(title: string, titleEn: string, queries: string | readonly Query[], look: Look = {}): Omit<Panel, 'id'> {
  return {
    ...{ title, titleEn, kind: 'graph', unit: 'none', width: 6, height: 3, thresholds: null, ...look },
    queries: (typeof queries === 'string' ? [queries] : queries).map((query) => {
      const [expression, legend] = typeof query === 'string' ? [query, ''] : query
      return { expression, legend }
    }),
  }
}

const above = (warning: number, critical: number): Panel['thresholds'] => ({ warning, critical, worse: 'above' })
const below = (warning: number, critical: number): Panel['thresholds'] => ({ warning, critical, worse: 'below' })
const small: Look = { kind: 'stat', width: 3, height: 2 }

function dashboard(id: string, name: string, nameEn: string, panels: readonly Omit<Panel, 'id'>[]): Dashboard {
  const numbered = panels.map((one, index) => ({ ...one, id: `p${index + 1}` }))
  return { id, name, nameEn, panels: numbered, isBuiltIn: true, updatedAt: null, updatedBy: null }
}

const cpuBusy = '1 - avg(rate(node_cpu_seconds_total{mode="idle"}[5m]))'
const memoryUsed = '1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes'
const diskUsed =
  '1 - node_filesystem_avail_bytes{fstype!~"tmpfs|overlay|squashfs"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay|squashfs"}'
const latency = (quantile: number) =>
  `histogram_quantile(${quantile}, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))`
const hitRatio = 'rate(cache_hits_total[5m]) / (rate(cache_hits_total[5m]) + rate(cache_misses_total[5m]))'

const site = dashboard('site', '拠点のようす', 'The site at a glance', [
  panel('バックアップの成功率（24時間）', 'Backup success, 24 h', 'backup_success_rate{period="24h"}', {
    ...{ ...small, kind: 'gauge', unit: 'ratio', thresholds: below(0.98, 0.9) },
  }),
  panel('規則の遵守率', 'Compliance', 'compliance_rate', {
    ...{ ...small, kind: 'gauge', unit: 'ratio', thresholds: below(0.95, 0.8) },
  }),
  panel('発生中のアラート', 'Firing alerts', 'sum(ALERTS{alertstate="firing", severity!="none"}) or vector(0)', {
    ...{ ...small, unit: 'count', thresholds: above(1, 5) },
  }),
  panel('未確認のアラート', 'Unacknowledged alerts', 'sum(alerts_unacknowledged)', {
    ...{ ...small, unit: 'count', thresholds: above(1, 5) },
  }),
  panel(
    'バックアップの実行（1時間ごと）',
    'Backups per hour',
    'sum by (result) (increase(backup_executions_total[1h]))',
    {
      unit: 'count',
    },
  ),
  panel(
    'バックアップの所要時間（95%）',
    'Backup duration, 95 %',
    'histogram_quantile(0.95, sum by (le) (rate(backup_execution_duration_seconds_bucket[6h])))',
    {
      unit: 'seconds',
    },
  ),
  panel('CPUの使用率', 'CPU in use', cpuBusy, { unit: 'ratio', thresholds: above(0.8, 0.95) }),
  panel('メモリの使用率', 'Memory in use', memoryUsed, { unit: 'ratio', thresholds: above(0.85, 0.95) }),
  panel('ディスクの使用率', 'Disks in use', [[diskUsed, '{{mountpoint}}']], {
    unit: 'ratio',
    thresholds: above(0.85, 0.95),
  }),
  panel(
    'ネットワーク',
    'Network',
    [
      ['rate(node_network_receive_bytes_total[5m])', '{{device}} ↓'],
      ['rate(node_network_transmit_bytes_total[5m])', '{{device}} ↑'],
    ],
    { unit: 'bytes-per-second' },
  ),
  panel('要求の数', 'Requests', 'sum by (status) (rate(http_requests_total[5m]))', { unit: 'per-second' }),
  panel(
    '応答時間',
    'Response time',
    [
      [latency(0.5), '50 %'],
      [latency(0.95), '95 %'],
    ],
    { unit: 'seconds' },
  ),
  panel('キャッシュの的中率', 'Cache hits', hitRatio, { unit: 'ratio' }),
  panel('データベースの接続', 'Database connections', 'db_connections_active', { unit: 'count' }),
  panel(
    '待っている作業',
    'Work in the queue',
    [
      ['active_jobs', '実行中 / running'],
      ['queued_jobs', '待機中 / waiting'],
    ],
    { unit: 'count' },
  ),
  panel('使っている人', 'Active people', 'kuraban_users_active', { unit: 'count' }),
])

const host = dashboard('host', 'この機械', 'This machine', [
  panel('CPUの使い道', 'CPU by mode', 'avg by (mode) (rate(node_cpu_seconds_total{mode!="idle"}[5m]))', {
    unit: 'ratio',
  }),
  panel('平均負荷', 'Load', ['node_load1', 'node_load5', 'node_load15']),
  panel(
    'メモリ',
    'Memory',
    [
      ['node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes', '使用中 / used'],
      ['node_memory_Cached_bytes', 'キャッシュ / cached'],
    ],
    { unit: 'bytes' },
  ),
  panel('スワップ', 'Swap', 'node_memory_SwapTotal_bytes - node_memory_SwapFree_bytes', { unit: 'bytes' }),
  panel('ディスクの使用率', 'Disks in use', [[diskUsed, '{{mountpoint}}']], { unit: 'ratio' }),
  panel(
    'inodeの使用率',
    'Inodes in use',
    [['1 - node_filesystem_files_free / node_filesystem_files', '{{mountpoint}}']],
    { unit: 'ratio' },
  ),
  panel(
    'ディスクの読み書き',
    'Disk reads and writes',
    [
      ['rate(node_disk_read_bytes_total[5m])', '{{device}} 読 / read'],
      ['rate(node_disk_written_bytes_total[5m])', '{{device}} 書 / write'],
    ],
    { unit: 'bytes-per-second' },
  ),
  panel('ディスクが働いている割合', 'Disk busy', 'rate(node_disk_io_time_seconds_total[5m])', { unit: 'ratio' }),
  panel('温度', 'Temperature', [['node_hwmon_temp_celsius', '{{chip}} {{sensor}}']]),
  panel('時計のずれ', 'Clock offset', 'node_timex_offset_seconds', { unit: 'seconds' }),
])

const program = dashboard('program', '蔵番そのもの', 'Kuraban itself', [
  panel('要求の数', 'Requests', 'sum by (endpoint) (rate(http_requests_total[5m]))', { unit: 'per-second' }),
  panel(
    '失敗の割合',
    'Share of failures',
    'sum(rate(http_requests_total{status=~"5.."}[5m])) / sum(rate(http_requests_total[5m]))',
    {
      ...{ unit: 'ratio', thresholds: above(0.01, 0.05) },
    },
  ),
  panel(
    '応答時間',
    'Response time',
    [
      [latency(0.5), '50 %'],
      [latency(0.95), '95 %'],
      [latency(0.99), '99 %'],
    ],
    { unit: 'seconds' },
  ),
  panel('イベントループの遅れ', 'Event loop lag', 'nodejs_eventloop_lag_p99_seconds', { unit: 'seconds' }),
  panel('メモリ', 'Memory', ['process_resident_memory_bytes', 'nodejs_heap_size_used_bytes'], { unit: 'bytes' }),
  panel('CPU', 'CPU', 'rate(process_cpu_seconds_total[5m])', { unit: 'ratio' }),
  panel('ログの行数', 'Log lines', 'sum by (level) (rate(kuraban_log_messages_total[5m]))', { unit: 'per-second' }),
  panel('サインインの失敗', 'Failed sign-ins', 'increase(kuraban_sign_in_failures_total[10m])', { unit: 'count' }),
  panel('指標の数', 'Series', ['kuraban_tsdb_series', 'kuraban_tsdb_series_limit'], { unit: 'count' }),
  panel('ルールの計算時間', 'Rule evaluation', 'kuraban_rule_group_last_duration_seconds', { unit: 'seconds' }),
])

const database = dashboard('database', 'データベース', 'Database', [
  panel(
    '問い合わせの時間（95%）',
    'Query time, 95 %',
    'histogram_quantile(0.95, sum by (le) (rate(db_query_duration_seconds_bucket[5m])))',
    {
      unit: 'seconds',
    },
  ),
  panel('問い合わせの数', 'Queries', 'sum(rate(db_query_duration_seconds_count[5m]))', { unit: 'per-second' }),
  panel('接続', 'Connections', ['db_connections_active', 'kuraban_database_connections_limit'], { unit: 'count' }),
  panel('大きさ', 'Size', 'kuraban_database_size_bytes', { unit: 'bytes' }),
  panel('Redisのメモリ', 'Redis memory', ['redis_memory_used_bytes', 'redis_memory_max_bytes'], { unit: 'bytes' }),
  panel('PostgreSQLの活動', 'PostgreSQL activity', 'sum by (state) (pg_stat_activity_count)', { unit: 'count' }),
])

const backup = dashboard('backup', 'バックアップ', 'Backup', [
  panel(
    '最後の成功からの時間',
    'Time since the last success',
    [['time() - kuraban_backup_last_success_timestamp_seconds', '{{job_name}}']],
    { unit: 'seconds' },
  ),
  panel('成功率', 'Success', [['backup_success_rate', '{{period}}']], { unit: 'ratio' }),
  panel('所要時間', 'Duration', [['kuraban_backup_last_duration_seconds', '{{job_name}}']], { unit: 'seconds' }),
  panel('保存した量', 'Data saved', [['kuraban_backup_last_size_bytes', '{{job_name}}']], { unit: 'bytes' }),
  panel('リポジトリの大きさ', 'Repository size', [['kuraban_repository_size_bytes', '{{repository}}']], {
    unit: 'bytes',
  }),
  panel('リポジトリの空き', 'Free space of repositories', [['kuraban_repository_free_bytes', '{{repository}}']], {
    unit: 'bytes',
  }),
  panel('検証', 'Verifications', 'sum by (result) (increase(verification_tests_total[24h]))', { unit: 'count' }),
  panel('規則の遵守', 'Compliance', [['compliance_status', '{{job_name}} {{rule}}']]),
])

/** Dashboards that come with the program. */
export const builtInDashboards: readonly Dashboard[] = [site, host, program, database, backup]
