import { type RuleHealth, type SavedGroup, tickAfter } from '#main/engine/rules/index.ts'
import { BackgroundWork } from '#main/platform/background-work.ts'
import type { Clock } from '#main/platform/clock.ts'
import type { EventBus } from '#main/platform/events.ts'
import type { Owner } from '#main/platform/lifecycle.ts'
import type { Logger } from '#main/platform/logger.ts'
import type { MetricRegistry } from '#main/platform/metrics/index.ts'
import type { Storage } from '#main/storage/storage.ts'
import type { ObservationSink, RuleObservation } from '../../rule-observation.ts'
import type { EvaluatedGroup, Metrics } from '../metrics.ts'
import { readOverrides } from '../repository/rule-overrides.ts'
import { keepRuleStates, readRuleStates, writeRuleState } from '../repository/rule-states.ts'
import type { RuleFiles } from './rule-files.ts'
import {
  defaultIntervalMs,
  type GroupInForce,
  groupsInForce,
  type RuleInForce,
  rulesInForce,
} from './rules-in-force.ts'

export interface RuleRunnerPorts {
  readonly metrics: Pick<Metrics, 'setGroups' | 'evaluate'>
  readonly files: RuleFiles
  readonly storage: Pick<Storage, 'db' | 'transaction'>
  readonly clock: Clock
  readonly observations: ObservationSink
  /** Told the ids of all rules in force whenever they change. */
  readonly onRules: (ids: ReadonlySet<string>) => Promise<void>
  readonly events: Pick<EventBus, 'publish'>
  readonly registry: Pick<MetricRegistry, 'add' | 'set'>
  readonly log: Logger
}

interface Scheduled extends GroupInForce {
  readonly intervalMs: number
  dueMs: number
  savedAtMs: number
  savedAs: string
}

const lookEveryMs = 1000
const refreshEveryMs = 10_000
/** A state that only grew older is written again this often, so that a restart knows how long the program was away. */
const savedAgainAfterMs = 60_000

/** Evaluates each group of rules at its beat, one after another; ticks that are late are left out, never run twice. */
export class RuleRunner {
  readonly #ports: RuleRunnerPorts
  #rules: readonly RuleInForce[] = []
  #groups: Scheduled[] = []
  #health: ReadonlyMap<string, RuleHealth> = new Map()

  constructor(ports: RuleRunnerPorts) {
    this.#ports = ports
  }

  get rules(): readonly RuleInForce[] {
    return this.#rules
  }

  healthOf(ruleId: string): RuleHealth | undefined {
    return this.#health.get(ruleId)
  }

  async start(owner: Owner): Promise<void> {
    await this.#ports.files.refresh()
    await this.reload()
    const { log } = this.#ports
    new BackgroundWork('evaluation of rules', log, () => this.#runOnce()).repeat(owner, lookEveryMs)
    new BackgroundWork('reading of rule files', log, () => this.refresh()).repeat(owner, refreshEveryMs)
  }

  /** Takes over what has changed in the files. */
  async refresh(): Promise<void> {
    if (!(await this.#ports.files.refresh())) return
    await this.reload()
    this.#ports.events.publish({ type: 'monitoring.rules.changed' })
  }

  /** Puts the rules of the files with their overrides in force; groups that stay keep their state and their beat. */
  async reload(): Promise<void> {
    const { storage, metrics, files } = this.#ports
    const nowMs = this.#now()
    this.#rules = rulesInForce(files.all, await readOverrides(storage.db))
    const groups = groupsInForce(this.#rules)
    const saved = await readRuleStates(storage.db)
    await metrics.setGroups(
      groups.map(({ key, group }) => ({ key, group, saved: saved.get(key) ?? null })),
      nowMs,
    )
    const before = new Map(this.#groups.map((scheduled) => [scheduled.key, scheduled]))
    this.#groups = groups.map((group) => scheduledAs(group, before.get(group.key), nowMs))
    await storage.transaction((tx) =>
      keepRuleStates(
        tx,
        groups.map(({ key }) => key),
      ),
    )
    await this.#ports.onRules(new Set(groups.flatMap(({ ruleIds }) => ruleIds)))
  }

  #running: Promise<void> | null = null

  #runOnce(): Promise<void> {
    this.#running ??= this.runDue().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** Evaluates the groups that are due by now. */
  async runDue(): Promise<void> {
    const nowMs = this.#now()
    for (const group of this.#groups.filter(({ dueMs }) => dueMs <= nowMs)) {
      const tickMs = group.dueMs + Math.floor((nowMs - group.dueMs) / group.intervalMs) * group.intervalMs
      const missed = (tickMs - group.dueMs) / group.intervalMs
      this.#ports.registry.add('kuraban_rule_group_iterations_missed_total', { rule_group: group.key }, missed)
      group.dueMs = tickMs + group.intervalMs
      await this.#evaluate(group, tickMs)
    }
  }

  async #evaluate(group: Scheduled, atMs: number): Promise<void> {
    const evaluated = await this.#ports.metrics.evaluate(group.key, atMs)
    this.#health = new Map([
      ...this.#health,
      ...evaluated.health.map((health, index) => [group.ruleIds[index] ?? '', health] as const),
    ])
    this.#count(evaluated)
    await this.#ports.observations.observe(observationsOf(group, evaluated))
    await this.#save(group, evaluated.saved, atMs)
  }

  #count({ key, evaluationMs, failures }: EvaluatedGroup): void {
    const { registry } = this.#ports
    const labels = { rule_group: key }
    registry.set('kuraban_rule_group_last_duration_seconds', labels, evaluationMs / 1000)
    registry.add('kuraban_rule_evaluation_failures_total', labels, failures)
  }

  async #save(group: Scheduled, saved: SavedGroup, atMs: number): Promise<void> {
    const state = JSON.stringify(saved.rules)
    if (state === group.savedAs && atMs - group.savedAtMs < savedAgainAfterMs) return
    await this.#ports.storage.transaction((tx) => writeRuleState(tx, group.key, saved, atMs))
    group.savedAs = state
    group.savedAtMs = atMs
  }

  #now(): number {
    return this.#ports.clock.now().getTime()
  }
}

function scheduledAs(group: GroupInForce, before: Scheduled | undefined, nowMs: number): Scheduled {
  const intervalMs = group.group.intervalMs ?? defaultIntervalMs
  if (before?.intervalMs === intervalMs) return { ...before, ...group }
  return { ...group, intervalMs, dueMs: tickAfter(group.group, intervalMs, nowMs), savedAtMs: 0, savedAs: '' }
}

/** What an evaluation saw of each alerting rule. */
export function observationsOf(group: GroupInForce, { health, atMs }: EvaluatedGroup): RuleObservation[] {
  return health.flatMap((one, index) => {
    const rule = group.group.rules[index]
    if (rule?.kind !== 'alerting') return []
    const alerts = one.alerts.map(({ labels, annotations, state, value, activeAtMs, ...times }) => ({
      ...{ labels, annotations, state, value, activeAtMs },
      ...{ firedAtMs: times.firedAtMs ?? null, resolvedAtMs: times.resolvedAtMs ?? null },
    }))
    return [
      {
        ...{
          ruleId: group.ruleIds[index] ?? '',
          group: group.group.name,
          rule: rule.name,
          expression: rule.expression,
        },
        ...{ atMs, hasNoData: one.noData, error: one.lastError ?? null, alerts },
      },
    ]
  })
}
