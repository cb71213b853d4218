import type { Language } from '#shared/contract/identifiers.ts'
import { type Alert, type AlertEvent, alertEventSchema, severitySchema } from '#shared/features/monitoring/values.ts'
import type { Mutes } from '../decision/mutes.ts'
import { annotationIn } from '../delivery/message.ts'
import type { AlertEventRow, AlertRow } from '../repository/alert-rows.ts'
import { sampleValueOf } from '../store/sample-text.ts'
import { knownAlertOf, textRecordOf } from '../store/stored-alert.ts'

/** A stored alert as people see it. */
export function alertView(row: AlertRow, language: Language, mutes: Mutes): Alert {
  const annotations = textRecordOf(row.annotations)
  return {
    ...{ id: row.id, rule: row.rule, group: row.ruleGroup, state: row.state, annotations },
    severity: severitySchema.parse(row.severity),
    labels: textRecordOf(row.labels),
    summary: annotationIn(annotations, 'summary', language) || row.rule,
    description: annotationIn(annotations, 'description', language),
    value: sampleValueOf(row.value),
    activeAt: instant(row.activeAt),
    firedAt: instantOrNull(row.firedAt),
    resolvedAt: instantOrNull(row.resolvedAt),
    hasNoData: row.hasNoData === 1,
    acknowledged: acknowledgementOf(row),
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? '' },
    mutedBy: row.state === 'resolved' ? [] : mutes.of(knownAlertOf(row)),
    hasRunbook: annotations.runbook_url !== undefined,
  }
}

function acknowledgementOf(row: AlertRow): Alert['acknowledged'] {
  const { acknowledgedBy: id, acknowledgedByName: name, acknowledgedAt: at } = row
  if (id === null || at === null) return null
  return {
    ...{ by: { id, name: name ?? '' }, at: instant(at), note: row.acknowledgeNote },
    until: instantOrNull(row.acknowledgedUntil),
  }
}

export function alertEventView(row: AlertEventRow): AlertEvent {
  return {
    ...{ id: row.id, at: instant(row.at), note: row.note, kind: alertEventSchema.shape.kind.parse(row.kind) },
    actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName },
  }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}

function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : instant(ms)
}
