import type { Implementer } from '@orpc/server'
import type { contract } from '#shared/contract/root.ts'
import type { Rule } from '#shared/features/monitoring/values.ts'
import { firstOf, instant, minute, seeded } from './sample.ts'
import { variant } from './variant.ts'

type Of = Implementer<typeof contract.monitoring.rules, Record<never, never>, Record<never, never>>

const isEmpty = variant === 'empty'

const names = [
  [
    'infrastructure.yml',
    'infrastructure_alerts',
    'HighCPUUsage',
    'warning',
    '1 - avg without (cpu, mode) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.9',
    0.9,
    900,
  ],
  [
    'infrastructure.yml',
    'infrastructure_alerts',
    'CriticalDiskSpace',
    'critical',
    'node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.05',
    0.05,
    300,
  ],
  [
    'infrastructure.yml',
    'infrastructure_alerts',
    'DiskFullIn24h',
    'warning',
    'predict_linear(node_filesystem_avail_bytes[6h], 86400) < 0',
    0,
    3600,
  ],
  [
    'infrastructure.yml',
    'infrastructure_alerts',
    'HostRebooted',
    'info',
    'changes(node_boot_time_seconds[10m]) > 0',
    0,
    0,
  ],
  ['backup.yml', 'backup_alerts', 'BackupOverdue', 'warning', 'backup_next_run_overdue_seconds > 3600', 3600, 0],
  [
    'backup.yml',
    'backup_alerts',
    'CriticalBackupFailures',
    'critical',
    'sum(increase(backup_failures_total[24h])) > 3',
    3,
    0,
  ],
  [
    'application.yml',
    'application_alerts',
    'HighLatency',
    'warning',
    'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1',
    1,
    300,
  ],
  ['monitoring.yml', 'monitoring_alerts', 'Watchdog', 'none', 'vector(1)', null, 0],
  [
    'site.yml',
    '本社の見張り',
    '室温が高い日の蔵書庫（空調の点検まで・第三書庫と第四書庫を含む）',
    'warning',
    'node_hwmon_temp_celsius{sensor="temp1"} > 32',
    32,
    600,
  ],
] as const

const healths = ['ok', 'ok', 'no-data', 'ok', 'ok', 'ok', 'error', 'ok', 'unknown'] as const

let rules: readonly Rule[] = names.map(([file, group, name, severity, expression, threshold, forSeconds], index) => ({
  id: `${file}/${group}/${name}#1`,
  file,
  group,
  kind: 'alerting',
  name,
  expression,
  forSeconds,
  keepFiringForSeconds: 0,
  intervalSeconds: 30,
  severity,
  labels: { severity },
  annotations: { summary: name },
  isEnabled: index !== 3,
  threshold,
  override: index === 1 ? { forSeconds: 600, threshold: 0.03, expression: null } : null,
  health: healths[index] ?? 'ok',
  lastError:
    healths[index] === 'error'
      ? 'found duplicate series for the match group {instance="kuraban"} on the right hand-side'
      : null,
  lastEvaluatedAt: instant(-index * 2_000),
  evaluationMs: 0.4 + index,
  firing: index === 1 ? 3 : index === 4 ? 12 : 0,
  pending: index === 6 ? 1 : 0,
  hasRunbook: file !== 'site.yml',
}))

const text = `groups:
  - name: 本社の見張り
    interval: 30s
    rules:
      - alert: 室温が高い日の蔵書庫
        expr: node_hwmon_temp_celsius{sensor="temp1"} > 32
        for: 10m
        labels:
          severity: warning
        annotations:
          summary: "蔵書庫の室温が高くなっています"
          description: "{{ $labels.instance }} は {{ printf \\"%.1f\\" $value }} ℃ です。"
`

const runbook = `# CriticalDiskSpace: ディスクがまもなく満杯

## 意味
ファイルシステムの空きが **5%** を下回っています。満杯になるとデータベースが停止し、バックアップが失敗します。

## 蔵番で見るところ
- 監視 → ホスト: 空きが減り始めた時刻
- データベース: 表と索引の大きさ

## 対応
1. まず一時ファイルや古いログを消して空きを作ります。
2. そのディスクへのバックアップを一時停止します。

\`\`\`
df -h /srv/share
\`\`\`
`

const files = [...new Set(names.map(([file]) => file))].map((name) => ({
  name,
  isBuiltIn: name !== 'site.yml',
  groups: 1,
  rules: names.filter(([file]) => file === name).length,
  loadedAt: instant(-40 * minute),
  problem: name === 'site.yml' ? { line: 6, column: 15, message: 'unexpected end of input in label matching' } : null,
}))

function plotOf(fromMs: number, toMs: number, points: number, threshold: number | null) {
  const random = seeded(8)
  const scale = threshold === null || threshold === 0 ? 1 : threshold
  const timesMs = Array.from({ length: points }, (_, index) => fromMs + ((toMs - fromMs) * index) / (points - 1))
  const line = (shift: number) =>
    timesMs.map((_, index) =>
      index > 120 && index < 140 ? null : scale * (0.8 + shift + 0.35 * Math.sin(index / 26) + 0.08 * random()),
    )
  return {
    timesMs,
    series: ['storage-01.example.jp', 'storage-03.example.jp'].map((instance, index) => ({
      labels: { instance },
      values: line(index * 0.12),
      minima: null,
      maxima: null,
    })),
    resolution: 'raw' as const,
    omittedSeries: 0,
    warnings: [],
    threshold,
  }
}

/** Rules of five files, one of them the site's own with a fault. */
export function rulesDouble(os: Of) {
  const find = (id: string) => rules.find((one) => one.id === id) ?? firstOf(rules)
  const change = (id: string, part: Partial<Rule>) => {
    const after = { ...find(id), ...part }
    rules = rules.map((one) => (one.id === after.id ? after : one))
    return after
  }
  return os.router({
    list: os.list.handler(() => ({ items: isEmpty ? [] : [...rules] })),
    get: os.get.handler(({ input }) => find(input.id)),
    plot: os.plot.handler(({ input }) => plotOf(input.fromMs, input.toMs, input.points, find(input.id).threshold)),
    tune: os.tune.handler(({ input: { id, forSeconds, threshold, expression, isEnabled } }) => {
      const before = find(id)
      return change(id, {
        ...(isEnabled === undefined ? {} : { isEnabled }),
        ...(forSeconds === undefined ? {} : { forSeconds }),
        ...(threshold === undefined ? {} : { threshold }),
        override: {
          forSeconds: forSeconds ?? before.override?.forSeconds ?? null,
          threshold: threshold ?? before.override?.threshold ?? null,
          expression: expression ?? null,
        },
      })
    }),
    resetTuning: os.resetTuning.handler(({ input }) => change(input.id, { override: null, isEnabled: true })),
    runbook: os.runbook.handler(() => ({ markdown: runbook })),
    files: {
      list: os.files.list.handler(() => ({ items: isEmpty ? files.filter((one) => one.isBuiltIn) : [...files] })),
      get: os.files.get.handler(({ input }) => ({ name: input.name, text, isBuiltIn: input.name !== 'site.yml' })),
      check: os.files.check.handler(({ input }) => ({
        problems: input.text
          .split('\n')
          .flatMap((line, index) =>
            line.includes('??')
              ? [{ line: index + 1, column: line.indexOf('??') + 1, message: 'unexpected "??"' }]
              : [],
          ),
        groups: (input.text.match(/- name:/g) ?? []).length,
        rules: (input.text.match(/- (?:alert|record):/g) ?? []).length,
      })),
      save: os.files.save.handler(({ input, errors }) => {
        if (input.text.includes('??'))
          throw errors.RULE_FILE_INVALID({ data: { file: input.name, line: 3, column: 5, reason: 'unexpected "??"' } })
        return { name: input.name, isBuiltIn: false, groups: 1, rules: 1, loadedAt: instant(0), problem: null }
      }),
      remove: os.files.remove.handler(() => ({})),
    },
    export: os.export.handler(() => ({
      files: [
        { path: 'prometheus.yml', text: 'global:\n  scrape_interval: 15s\n' },
        { path: 'rules/infrastructure.yml', text },
        { path: 'alertmanager.yml', text: 'route:\n  receiver: default\n' },
        { path: 'grafana/dashboards/site.json', text: '{}\n' },
      ],
    })),
  })
}
