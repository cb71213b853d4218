import { newId } from '#main/platform/identifiers.ts'
import { type AlertEvent, type Severity, severitySchema } from '#shared/features/monitoring/values.ts'
import type { ObservedAlert, RuleObservation } from '../../rule-observation.ts'
import type { AlertEventRow, AlertRow } from '../repository/alert-rows.ts'
import { fingerprintOf } from './fingerprint.ts'
import { sampleText } from './sample-text.ts'

/** What an evaluation changes about the alerts that were open before it. */
export interface Reconciliation {
  /** New and changed alerts, whole. */
  readonly written: readonly AlertRow[]
  /** Ids of those that waited and are gone without ever having fired. */
  readonly removed: readonly string[]
  readonly events: readonly AlertEventRow[]
  /** Those that began to fire. */
  readonly raised: readonly AlertRow[]
  /** All that are open from now on. */
  readonly open: readonly AlertRow[]
}

type Step = Pick<Reconciliation, 'removed' | 'events' | 'raised'> & { readonly row: AlertRow | null }

const defaultSeverity: Severity = 'warning'

/** Compares what rules see with the alerts that are open. What a rule could not judge stays as it was. */
export function reconcile(open: readonly AlertRow[], observations: readonly RuleObservation[]): Reconciliation {
  const judged = observations.filter(({ error }) => error === null)
  const rows = new Map(open.map((row) => [row.fingerprint, row]))
  const seen = new Set<string>()
  const steps = judged.flatMap((observation) =>
    observation.alerts.map((alert) => {
      const fingerprint = fingerprintOf(observation, alert.labels)
      seen.add(fingerprint)
      return advance(rows.get(fingerprint), { observation, alert, fingerprint })
    }),
  )
  const byRule = new Map(judged.map((observation) => [observation.ruleId, observation]))
  const gone = open.filter(({ ruleId, fingerprint }) => byRule.has(ruleId) && !seen.has(fingerprint))
  const all = [...steps, ...gone.map((row) => end(row, endOf(row, byRule.get(row.ruleId))))]
  return summary(open, rows, all)
}

/** Ends the alerts of rules that are not in force any more. */
export function reconcileRemovedRules(
  open: readonly AlertRow[],
  gone: readonly AlertRow[],
  atMs: number,
): Reconciliation {
  const rows = new Map(open.map((row) => [row.fingerprint, row]))
  return summary(
    open,
    rows,
    gone.map((row) => end(row, { atMs, note: 'rule-removed' })),
  )
}

interface Sighting {
  readonly observation: RuleObservation
  readonly alert: ObservedAlert
  readonly fingerprint: string
}

function advance(row: AlertRow | undefined, sighting: Sighting): Step {
  const { observation, alert } = sighting
  if (alert.state === 'resolved') {
    const ending = { atMs: alert.resolvedAtMs ?? observation.atMs, note: observation.hasNoData ? 'no-data' : '' }
    return row === undefined ? nothing : end(row, ending)
  }
  const next = rowOf(row, sighting)
  if (row?.state === next.state) return { ...nothing, row: next }
  const kind = next.state === 'firing' ? 'fired' : 'pending'
  const at = next.state === 'firing' ? (next.firedAt ?? observation.atMs) : observation.atMs
  return {
    row: next,
    removed: [],
    events: [eventRow(next.id, kind, at)],
    raised: next.state === 'firing' ? [next] : [],
  }
}

function rowOf(row: AlertRow | undefined, { observation, alert, fingerprint }: Sighting): AlertRow {
  const severity = severitySchema.safeParse(alert.labels.severity)
  return {
    ...(row ?? blank),
    id: row?.id ?? newId(),
    ...{ fingerprint, ruleId: observation.ruleId, ruleGroup: observation.group, rule: observation.rule },
    severity: severity.success ? severity.data : defaultSeverity,
    state: alert.state,
    labels: JSON.stringify(alert.labels),
    annotations: JSON.stringify(alert.annotations),
    expression: observation.expression,
    value: sampleText(alert.value),
    hasNoData: observation.hasNoData ? 1 : 0,
    activeAt: alert.activeAtMs,
    firedAt: alert.state === 'firing' ? (alert.firedAtMs ?? row?.firedAt ?? observation.atMs) : null,
    updatedAt: observation.atMs,
  }
}

const blank = {
  resolvedAt: null,
  ...{ acknowledgedBy: null, acknowledgedByName: null, acknowledgedAt: null, acknowledgedUntil: null },
  ...{ acknowledgeNote: '', assigneeId: null, assigneeName: null },
}

const nothing: Step = { row: null, removed: [], events: [], raised: [] }

interface End {
  readonly atMs: number
  readonly note: string
}

function endOf(row: AlertRow, observation: RuleObservation | undefined): End {
  return { atMs: observation?.atMs ?? row.updatedAt, note: observation?.hasNoData === true ? 'no-data' : '' }
}

/** An alert that fired is kept as history, without its acknowledgement; one that only waited goes. */
function end(row: AlertRow, { atMs, note }: End): Step {
  if (row.state !== 'firing') return { ...nothing, removed: [row.id] }
  const { acknowledgedBy, acknowledgedByName, acknowledgedAt, acknowledgedUntil, acknowledgeNote } = blank
  const cleared = { acknowledgedBy, acknowledgedByName, acknowledgedAt, acknowledgedUntil, acknowledgeNote }
  const ended: AlertRow = {
    ...{ ...row, ...cleared, state: 'resolved', resolvedAt: atMs, updatedAt: atMs },
    hasNoData: note === 'no-data' ? 1 : 0,
  }
  return { ...nothing, row: ended, events: [{ ...eventRow(row.id, 'resolved', atMs), note }] }
}

export function eventRow(
  alertId: string,
  kind: AlertEvent['kind'],
  at: number,
  { actor = null, note = '' }: { readonly actor?: AlertEvent['actor']; readonly note?: string } = {},
): AlertEventRow {
  return { id: newId(), alertId, at, kind, actorId: actor?.id ?? null, actorName: actor?.name ?? '', note }
}

function summary(
  open: readonly AlertRow[],
  before: ReadonlyMap<string, AlertRow>,
  steps: readonly Step[],
): Reconciliation {
  const stepped = steps.flatMap(({ row }) => row ?? [])
  const removed = steps.flatMap((step) => step.removed)
  const touched = new Set([...stepped.map(({ id }) => id), ...removed])
  const left = open.filter(({ id }) => !touched.has(id))
  return {
    written: stepped.filter((row) => hasChanged(before.get(row.fingerprint), row)),
    removed,
    events: steps.flatMap((step) => step.events),
    raised: steps.flatMap((step) => step.raised),
    open: [...left, ...stepped.filter(({ state }) => state !== 'resolved')],
  }
}

const compared = ['state', 'value', 'annotations', 'hasNoData', 'ruleId', 'severity', 'expression', 'firedAt'] as const

function hasChanged(before: AlertRow | undefined, row: AlertRow): boolean {
  return before === undefined || compared.some((column) => before[column] !== row[column])
}
