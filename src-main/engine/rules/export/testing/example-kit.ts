import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dashboardSchema } from '../dashboard.ts'
import { monitoringKit } from '../monitoring-kit.ts'

const resources = join(import.meta.dirname, '../../../../../resources/monitoring')
const filesIn = (folder: string) =>
  readdirSync(join(resources, folder)).map((name) => ({
    name,
    text: readFileSync(join(resources, folder, name), 'utf8'),
  }))

/** The kit of a site with mail, Slack and a webhook, made of what is shipped. */
export function exampleKit(keyFile = 'secrets/kuraban'): ReadonlyMap<string, string> {
  const minute = 60_000
  return monitoringKit({
    language: 'ja',
    ruleFiles: filesIn('rules'),
    documents: filesIn('runbooks').map(({ name, text }) => ({ name: `runbooks/${name}`, text })),
    dashboards: filesIn('dashboards').map(({ text }) => dashboardSchema.parse(JSON.parse(text))),
    target: { address: 'host.docker.internal:8443', https: true, keyFile },
    routing: {
      mail: {
        smarthost: 'mail.example:587',
        from: 'kuraban@example.jp',
        requireTls: true,
        userName: 'kuraban',
        passwordFile: '/etc/alertmanager/secrets/mail',
      },
      defaultReceiver: 'everybody',
      receivers: [
        { name: 'everybody', channels: [{ kind: 'email', to: ['a@example.jp', 'b@example.jp'] }] },
        {
          name: 'night',
          channels: [
            { kind: 'slack', channel: '#夜間', urlFile: '/etc/alertmanager/secrets/slack' },
            { kind: 'webhook', url: 'http://127.0.0.1:9/hook' },
          ],
        },
      ],
      routes: [
        {
          receiver: 'night',
          matchers: [{ name: 'severity', operator: '=', value: 'critical' }],
          continues: true,
          repeatIntervalMs: 60 * minute,
        },
      ],
      groupBy: ['alertname', 'instance'],
      groupWaitMs: minute / 2,
      groupIntervalMs: 5 * minute,
      repeatIntervalMs: 240 * minute,
    },
  })
}
