import type { RuleHealth } from '#main/engine/rules/index.ts'
import { tunable } from '#main/engine/rules/index.ts'
import { type Rule, severitySchema } from '#shared/features/monitoring/values.ts'
import { defaultIntervalMs, type RuleInForce } from './rules-in-force.ts'

/** A rule as the contract shows it. */
export function ruleView(rule: RuleInForce, health: RuleHealth | undefined, hasRunbook: boolean): Rule {
  const { id, file, group, inForce, isEnabled, override } = rule
  const alerts = health?.alerts ?? []
  return {
    ...{ id, file, group: group.name, kind: inForce.kind, name: inForce.name, isEnabled },
    expression: inForce.expression,
    forSeconds: inForce.kind === 'alerting' ? inForce.forMs / 1000 : 0,
    keepFiringForSeconds: inForce.kind === 'alerting' ? inForce.keepFiringForMs / 1000 : 0,
    intervalSeconds: (group.intervalMs ?? defaultIntervalMs) / 1000,
    severity: inForce.kind === 'alerting' ? (severitySchema.safeParse(inForce.labels.severity).data ?? 'none') : null,
    labels: { ...inForce.labels },
    annotations: inForce.kind === 'alerting' ? { ...inForce.annotations } : {},
    threshold: inForce.kind === 'alerting' ? (tunable(inForce).threshold?.value ?? null) : null,
    override: override === null ? null : overrideView(override),
    health: healthOf(health),
    lastError: health?.lastError ?? null,
    lastEvaluatedAt: health?.evaluatedAtMs === undefined ? null : new Date(health.evaluatedAtMs).toISOString(),
    evaluationMs: health?.evaluationMs ?? null,
    firing: alerts.filter(({ state }) => state === 'firing').length,
    pending: alerts.filter(({ state }) => state === 'pending').length,
    hasRunbook,
  }
}

function overrideView({ forSeconds, threshold, expression }: NonNullable<RuleInForce['override']>): Rule['override'] {
  const isTuned = forSeconds !== null || threshold !== null || expression !== null
  return isTuned ? { forSeconds, threshold, expression } : null
}

function healthOf(health: RuleHealth | undefined): Rule['health'] {
  if (health === undefined || health.health === 'unknown') return 'unknown'
  if (health.health === 'err') return 'error'
  return health.noData ? 'no-data' : 'ok'
}
