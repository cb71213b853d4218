import type { AlertMessage, ToldAlert } from './message.ts'
import { messageWords } from './message-words.ts'

const shownAtMost = 20

/** The message as plain text, alert by alert. */
export function messageText(message: AlertMessage, timeZone: string): string {
  const words = messageWords(message.language)
  const shown = message.alerts.slice(0, shownAtMost).map((alert) => alertText(alert, message, timeZone))
  const left = message.alerts.length - shown.length
  const parts = [
    ...shown,
    ...(left > 0 ? [words.more(left)] : []),
    ...(linkOf(message) === '' ? [] : [words.open(linkOf(message))]),
  ]
  return `${parts.join('\n\n')}\n`
}

/** Where people read more; empty where the program has no address. */
export function linkOf({ externalUrl, alerts }: AlertMessage): string {
  const [first] = alerts
  if (externalUrl === '' || first === undefined) return ''
  return alerts.length === 1 ? `${externalUrl}/monitoring/alerts/${first.id}` : `${externalUrl}/monitoring/alerts`
}

function alertText(alert: ToldAlert, { language }: AlertMessage, timeZone: string): string {
  const words = messageWords(language)
  const time = (at: Date) =>
    new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', {
      ...{ dateStyle: 'medium', timeStyle: 'short', timeZone },
    }).format(at)
  const when =
    alert.endsAt === null ? words.since(time(alert.startsAt)) : words.until(time(alert.startsAt), time(alert.endsAt))
  const state = alert.status === 'firing' ? words.firing : words.ended
  const labels = Object.entries(alert.labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([name, value]) => `${name}=${value}`)
  return [
    `[${state} / ${alert.severity.toUpperCase()}] ${alert.summary}`,
    ...(alert.description === '' ? [] : [alert.description]),
    when,
    ...(labels.length === 0 ? [] : [labels.join(', ')]),
  ].join('\n')
}
