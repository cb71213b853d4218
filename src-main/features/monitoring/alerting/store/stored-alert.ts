import { z } from 'zod'
import { type KnownAlert, labelsOf } from '../decision/known-alert.ts'
import type { AlertRow } from '../repository/alert-rows.ts'

const textRecord = z.record(z.string(), z.string())

/** Labels or annotations of a stored alert. */
export function textRecordOf(json: string): Record<string, string> {
  return textRecord.parse(JSON.parse(json))
}

/** A stored alert that fires or has fired, as decisions take it. */
export function knownAlertOf(row: AlertRow): KnownAlert {
  return {
    ...{ id: row.id, fingerprint: row.fingerprint, rule: row.rule, labels: labelsOf(textRecordOf(row.labels)) },
    firedAtMs: row.firedAt ?? row.activeAt,
    resolvedAtMs: row.resolvedAt,
    isAcknowledged: row.acknowledgedAt !== null,
  }
}
