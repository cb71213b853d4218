import { stringify } from 'yaml'

/** Where Prometheus finds this program. */
export interface ExportedTarget {
  /** Host and port, as Prometheus reaches it. */
  readonly address: string
  readonly https: boolean
  /** The file with an API key that may read metrics; undefined where they are open to everybody inside. */
  readonly keyFile: string | undefined
}

const others = [
  ['node', 'node-exporter:9100'],
  ['redis', 'redis-exporter:9121'],
  ['prometheus', 'localhost:9090'],
  ['alertmanager', 'alertmanager:9093'],
  ['grafana', 'grafana:3000'],
] as const

/** prometheus.yml with six scrape jobs every 15 seconds, the rules beside it and Alertmanager. */
export function prometheusConfig({ address, https, keyFile }: ExportedTarget): string {
  return stringify({
    global: { scrape_interval: '15s', evaluation_interval: '15s' },
    rule_files: ['rules/*.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: ['alertmanager:9093'] }] }] },
    scrape_configs: [
      {
        job_name: 'kuraban',
        scheme: https ? 'https' : 'http',
        ...(keyFile === undefined ? {} : { authorization: { type: 'Bearer', credentials_file: keyFile } }),
        static_configs: [{ targets: [address] }],
      },
      ...others.map(([name, target]) => ({ job_name: name, static_configs: [{ targets: [target] }] })),
    ],
  })
}
