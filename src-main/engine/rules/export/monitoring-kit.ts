import { stringify } from 'yaml'
import type { RuleFileText } from '../rule-file.ts'
import { alertmanagerConfig, type ExportedRouting } from './alertmanager-config.ts'
import { composeFile } from './compose-file.ts'
import type { Dashboard } from './dashboard.ts'
import { grafanaDashboard } from './grafana-dashboard.ts'
import { type ExportedTarget, prometheusConfig } from './prometheus-config.ts'

/** What a site takes along. */
export interface MonitoringKitParts {
  readonly language: 'ja' | 'en'
  readonly ruleFiles: readonly RuleFileText[]
  readonly dashboards: readonly Dashboard[]
  readonly target: ExportedTarget
  readonly routing: ExportedRouting
  /** Runbooks and what else people read, each by its path in the kit. */
  readonly documents: readonly RuleFileText[]
}

/** The files of a monitoring of their own for sites that want Prometheus, Alertmanager and Grafana: text by path. */
export function monitoringKit(parts: MonitoringKitParts): ReadonlyMap<string, string> {
  const { ruleFiles, dashboards, language } = parts
  return new Map([
    ...parts.documents.map(({ name, text }) => [name, text] as const),
    ['compose.yaml', composeFile()],
    ['prometheus/prometheus.yml', prometheusConfig(parts.target)],
    ...ruleFiles.map(({ name, text }) => [`prometheus/rules/${name}`, text] as const),
    ['alertmanager/alertmanager.yml', alertmanagerConfig(parts.routing)],
    ['grafana/provisioning/datasources/prometheus.yml', datasourceFile()],
    ['grafana/provisioning/dashboards/kuraban.yml', dashboardProvider()],
    ...dashboards.map(
      (dashboard) =>
        [
          `grafana/dashboards/${dashboard.id}.json`,
          `${JSON.stringify(grafanaDashboard(dashboard, language), null, 2)}\n`,
        ] as const,
    ),
  ])
}

function datasourceFile(): string {
  const prometheus = {
    name: 'Prometheus',
    type: 'prometheus',
    access: 'proxy',
    url: 'http://prometheus:9090',
    isDefault: true,
  }
  return stringify({ apiVersion: 1, datasources: [{ ...prometheus, jsonData: { timeInterval: '15s' } }] })
}

function dashboardProvider(): string {
  const provider = { name: 'kuraban', type: 'file', options: { path: '/var/lib/grafana/dashboards' } }
  return stringify({ apiVersion: 1, providers: [provider] })
}
