import type { MessageValue } from '#main/engine/rules/index.ts'
import type { AlertMessage, ToldAlert } from './message.ts'

/** Alerts of one body: more are counted, not told. */
const toldAtMost = 100

/** The message as Alertmanager's webhook has it (version 4), with what only Kuraban knows beside it. */
export function webhookData(message: AlertMessage) {
  return {
    version: '4',
    groupKey: message.groupKey,
    status: message.status,
    receiver: message.channelName,
    groupLabels: {},
    commonLabels: common(message.alerts.map(({ labels }) => labels)),
    commonAnnotations: common(message.alerts.map(({ annotations }) => annotations)),
    externalURL: message.externalUrl,
    truncatedAlerts: Math.max(0, message.alerts.length - toldAtMost),
    alerts: message.alerts
      .slice(0, toldAtMost)
      .map(({ status, labels, annotations, startsAt, endsAt, fingerprint }) => ({
        ...{ status, labels, annotations, fingerprint, startsAt: startsAt.toISOString() },
        ...{ endsAt: endsAt?.toISOString() ?? '0001-01-01T00:00:00Z', generatorURL: message.externalUrl },
      })),
    ...{ title: message.title, severity: message.severity, id: message.id },
    ...{ site: message.siteName, environment: message.environment },
  }
}

/** What templates of messages are given; the names are Alertmanager's where it has them. */
export function templateData(message: AlertMessage): Record<string, MessageValue> {
  const alerts = message.alerts.slice(0, toldAtMost).map(templateAlert)
  return {
    Status: message.status,
    Severity: message.severity,
    Title: message.title,
    Site: message.siteName,
    Environment: message.environment,
    Receiver: message.channelName,
    ExternalURL: message.externalUrl,
    CommonLabels: common(message.alerts.map(({ labels }) => labels)),
    CommonAnnotations: common(message.alerts.map(({ annotations }) => annotations)),
    Alerts: alerts,
    Firing: alerts.filter(({ Status }) => Status === 'firing'),
    Resolved: alerts.filter(({ Status }) => Status === 'resolved'),
    Count: message.alerts.length,
  }
}

function templateAlert(alert: ToldAlert) {
  return {
    Status: alert.status,
    Severity: alert.severity,
    Summary: alert.summary,
    Description: alert.description,
    Labels: alert.labels,
    Annotations: alert.annotations,
    Value: alert.value,
    StartsAt: alert.startsAt.toISOString(),
    EndsAt: alert.endsAt?.toISOString() ?? '',
    Fingerprint: alert.fingerprint,
  }
}

/** What all have in common. */
function common(records: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...others] = records
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  )
}
