import type { Language } from '#shared/contract/identifiers.ts'
import type { Severity } from '#shared/features/monitoring/values.ts'
import { severitySchema } from '#shared/features/monitoring/values.ts'
import type { AlertRow } from '../repository/alert-rows.ts'
import { textRecordOf } from '../store/stored-alert.ts'
import { messageWords } from './message-words.ts'

/** One alert as a message tells it. */
export interface ToldAlert {
  readonly id: string
  readonly fingerprint: string
  readonly status: 'firing' | 'resolved'
  readonly severity: Severity
  readonly rule: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly summary: string
  readonly description: string
  readonly value: string
  readonly startsAt: Date
  readonly endsAt: Date | null
}

/** What a channel is given, in the channel's language. */
export interface AlertMessage {
  /** The same at every try, so that doubles can be told. */
  readonly id: string
  readonly language: Language
  readonly siteName: string
  readonly environment: string
  readonly externalUrl: string
  readonly channelName: string
  readonly groupKey: string
  readonly status: 'firing' | 'resolved'
  /** The gravest of what fires, or of what has ended where nothing fires. */
  readonly severity: Severity
  /** One line without controls. */
  readonly title: string
  readonly at: Date
  readonly alerts: readonly ToldAlert[]
}

const ranks = severitySchema.options
const longestTitle = 200

/** The text of a rule in a language; the first language where there is no other. */
export function annotationIn(
  annotations: Readonly<Record<string, string>>,
  name: 'summary' | 'description',
  language: Language,
): string {
  const translated = language === 'en' ? annotations[`${name}_en`] : undefined
  return translated ?? annotations[name] ?? ''
}

/** Stored alerts as a message tells them: what fires first, the gravest first; the end of what fires again is left out. */
export function toldAlerts(
  rows: readonly AlertRow[],
  firing: ReadonlySet<string>,
  language: Language,
): readonly ToldAlert[] {
  const again = new Set(rows.filter(({ id }) => firing.has(id)).map(({ fingerprint }) => fingerprint))
  const told = rows
    .filter(({ id, fingerprint }) => firing.has(id) || !again.has(fingerprint))
    .map((row) => toldAlert(row, firing.has(row.id) ? 'firing' : 'resolved', language))
  return told.sort(
    (left, right) =>
      Number(left.status === 'resolved') - Number(right.status === 'resolved') ||
      ranks.indexOf(left.severity) - ranks.indexOf(right.severity) ||
      left.startsAt.getTime() - right.startsAt.getTime(),
  )
}

function toldAlert(row: AlertRow, status: ToldAlert['status'], language: Language): ToldAlert {
  const annotations = textRecordOf(row.annotations)
  return {
    ...{ id: row.id, fingerprint: row.fingerprint, status, rule: row.rule, value: row.value, annotations },
    severity: severitySchema.parse(row.severity),
    labels: textRecordOf(row.labels),
    summary: annotationIn(annotations, 'summary', language) || row.rule,
    description: annotationIn(annotations, 'description', language),
    startsAt: new Date(row.firedAt ?? row.activeAt),
    endsAt: status === 'resolved' && row.resolvedAt !== null ? new Date(row.resolvedAt) : null,
  }
}

/** The line that stands for the whole message. */
export function titleOf(alerts: readonly ToldAlert[], language: Language): string {
  const [first] = alerts
  if (first === undefined) return ''
  const words = messageWords(language)
  const same = alerts.filter(({ status }) => status === first.status).length
  const subject = first.status === 'resolved' ? words.resolved(first.summary) : first.summary
  const whole = same > 1 ? words.andOthers(subject, same - 1) : subject
  return whole
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longestTitle)
}

/** Puts a message together; there must be an alert in it. */
export function messageOf(
  surroundings: Omit<AlertMessage, 'status' | 'severity' | 'title' | 'alerts'>,
  alerts: readonly ToldAlert[],
): AlertMessage {
  const [first] = alerts
  return {
    ...surroundings,
    status: first?.status ?? 'resolved',
    severity: first?.severity ?? 'none',
    title: titleOf(alerts, surroundings.language),
    alerts,
  }
}
