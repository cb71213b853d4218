import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AlertingRule } from './model.ts'
import { loadRuleFiles } from './rule-file.ts'
import { knownMetrics } from './testing/known-metrics.ts'
import { metricsOf } from './testing/metrics-of.ts'
import { readRuleTestFile } from './unit-tests/test-file.ts'

const resources = join(import.meta.dirname, '../../../resources/monitoring')
const units = join(import.meta.dirname, '../../../test/rules/units')

function filesIn(folder: string): { name: string; text: string }[] {
  return readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
}

const { groups, problems } = loadRuleFiles(filesIn(join(resources, 'rules')))
const alerts = groups.flatMap(({ rules }) => rules).filter((rule): rule is AlertingRule => rule.kind === 'alerting')

describe('the rules that are shipped', () => {
  it('are at least fifty, all good, and none twice', () => {
    expect(problems).toEqual([])
    expect(alerts.length).toBeGreaterThanOrEqual(50)
    expect(new Set(alerts.map(({ name }) => name)).size).toBe(alerts.length)
  })

  it('stand in the groups that people know, 24 and more of them about backups and machines', () => {
    const count = (name: string) => groups.find((group) => group.name === name)?.rules.length ?? 0
    expect(count('backup_system_alerts') + count('infrastructure_alerts')).toBeGreaterThanOrEqual(24)
    const known = ['ApplicationDown', 'CriticalBackupFailures', 'LowComplianceRate', 'HighCPUUsage', 'LowDiskSpace']
    expect(alerts.map(({ name }) => name)).toEqual(expect.arrayContaining(known))
    const application = groups.find(({ name }) => name === 'application')?.rules
    expect(application).toContainEqual(
      expect.objectContaining({
        name: 'HighErrorRate',
        annotations: expect.objectContaining({ summary: '高エラー率を検出' }),
      }),
    )
    expect(application).toContainEqual(
      expect.objectContaining({
        name: 'HighLatency',
        annotations: expect.objectContaining({ summary: '高レイテンシを検出' }),
      }),
    )
  })

  it.each(alerts.map((alert) => [alert.name, alert] as const))(
    '%s asks only for metrics and labels of the list',
    (_name, alert) => {
      for (const { name, labels } of metricsOf(alert.expression)) {
        expect([...(knownMetrics.get(name) ?? [])], name).toEqual(expect.arrayContaining([...labels]))
        expect(knownMetrics.has(name), name).toBe(true)
      }
    },
  )

  it.each(alerts.map((alert) => [alert.name, alert] as const))(
    '%s says what it is and has a runbook, in both languages',
    (name, alert) => {
      expect(['critical', 'warning', 'info', 'none']).toContain(alert.labels.severity)
      for (const key of ['summary', 'summary_en', 'description', 'description_en'])
        expect(alert.annotations[key], key).toBeTruthy()
      for (const [key, language] of [
        ['runbook_url', 'ja'],
        ['runbook_url_en', 'en'],
      ] as const) {
        expect(alert.annotations[key]).toBe(`runbooks/${name}.${language}.md`)
        const text = readFileSync(join(resources, `runbooks/${name}.${language}.md`), 'utf8')
        expect(text.match(/^## .+\n[^\n]{3,}/gm)).toHaveLength(4)
      }
    },
  )

  it('leave no runbook without its rule', () => {
    const names = new Set(alerts.map(({ name }) => name))
    expect(readdirSync(join(resources, 'runbooks')).filter((file) => !names.has(file.split('.')[0] ?? ''))).toEqual([])
  })

  it('have unit tests for those that matter most, each with a moment of silence and one of alarm', () => {
    const tested = filesIn(units).flatMap(({ name, text }) => readRuleTestFile(name, text).file.tests)
    const alarms = new Set(
      tested
        .flatMap(({ alertTests }) => alertTests.filter(({ expected }) => expected.length > 0))
        .map((test) => test.alertName),
    )
    expect(alarms.size).toBeGreaterThanOrEqual(10)
    for (const name of [
      'ApplicationDown',
      'BackupFailed',
      'BackupOverdue',
      'RepositoryCheckFailed',
      'HighErrorRate',
      'LowDiskSpace',
    ]) {
      expect(alarms).toContain(name)
    }
    expect(existsSync(units)).toBe(true)
  })
})
