import { stringify } from 'yaml'
import { formatDuration } from '../../promql/index.ts'
import type { LabelMatcher } from '../../timeseries/index.ts'

/** A way by which people are told. Secrets are named by the file that will hold them, never written down. */
export type ExportedChannel =
  | { readonly kind: 'email'; readonly to: readonly string[] }
  | { readonly kind: 'slack'; readonly channel: string; readonly urlFile: string }
  | { readonly kind: 'webhook'; readonly url: string }

export interface ExportedReceiver {
  readonly name: string
  readonly channels: readonly ExportedChannel[]
}

/** Alerts that match go to a receiver; the first route that matches counts unless it says to go on. */
export interface ExportedRoute {
  readonly receiver: string
  readonly matchers: readonly LabelMatcher[]
  readonly continues: boolean
  readonly repeatIntervalMs?: number
}

/** Who is told of what, in the parts that Alertmanager has as well. */
export interface ExportedRouting {
  readonly receivers: readonly ExportedReceiver[]
  readonly defaultReceiver: string
  readonly routes: readonly ExportedRoute[]
  readonly groupBy: readonly string[]
  readonly groupWaitMs: number
  readonly groupIntervalMs: number
  readonly repeatIntervalMs: number
  readonly mail?: {
    readonly smarthost: string
    readonly from: string
    readonly requireTls: boolean
    readonly userName?: string
    readonly passwordFile?: string
  }
}

/** The same causes hide the same symptoms as in the program itself. */
const inhibitRules = [
  {
    source_matchers: ['severity="critical"'],
    target_matchers: ['severity=~"warning|info"'],
    equal: ['alertname', 'instance'],
  },
  {
    source_matchers: ['alertname="ApplicationDown"'],
    target_matchers: ['alertname=~"Backup.*|Repository.*"'],
    equal: ['instance'],
  },
  { source_matchers: ['alertname="TargetDown"'], target_matchers: ['severity=~"warning|info"'], equal: ['instance'] },
]

/** alertmanager.yml for a routing, in what Alertmanager 0.25 and later accept. */
export function alertmanagerConfig(routing: ExportedRouting): string {
  const { mail } = routing
  return stringify({
    ...(mail === undefined ? {} : { global: mailSettings(mail) }),
    route: {
      receiver: routing.defaultReceiver,
      group_by: routing.groupBy,
      group_wait: formatDuration(routing.groupWaitMs),
      group_interval: formatDuration(routing.groupIntervalMs),
      repeat_interval: formatDuration(routing.repeatIntervalMs),
      routes: routing.routes.map(route),
    },
    inhibit_rules: inhibitRules,
    receivers: routing.receivers.map(receiver),
  })
}

function mailSettings({ smarthost, from, requireTls, userName, passwordFile }: NonNullable<ExportedRouting['mail']>) {
  return {
    smtp_smarthost: smarthost,
    smtp_from: from,
    smtp_require_tls: requireTls,
    ...(userName === undefined ? {} : { smtp_auth_username: userName }),
    ...(passwordFile === undefined ? {} : { smtp_auth_password_file: passwordFile }),
  }
}

function route({ receiver: name, matchers, continues, repeatIntervalMs }: ExportedRoute) {
  return {
    receiver: name,
    matchers: matchers.map(({ name: label, operator, value }) => `${label}${operator}${JSON.stringify(value)}`),
    continue: continues,
    ...(repeatIntervalMs === undefined ? {} : { repeat_interval: formatDuration(repeatIntervalMs) }),
  }
}

function receiver({ name, channels }: ExportedReceiver) {
  const email = channels.flatMap((channel) =>
    channel.kind === 'email' ? [{ to: channel.to.join(', '), send_resolved: true }] : [],
  )
  const slack = channels.flatMap((channel) =>
    channel.kind === 'slack' ? [{ channel: channel.channel, api_url_file: channel.urlFile, send_resolved: true }] : [],
  )
  const webhook = channels.flatMap((channel) =>
    channel.kind === 'webhook' ? [{ url: channel.url, send_resolved: true }] : [],
  )
  return {
    name,
    ...(email.length === 0 ? {} : { email_configs: email }),
    ...(slack.length === 0 ? {} : { slack_configs: slack }),
    ...(webhook.length === 0 ? {} : { webhook_configs: webhook }),
  }
}
