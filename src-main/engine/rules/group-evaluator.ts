import { type Expression, parse } from '../promql/index.ts'
import { Labels, metricName } from '../timeseries/index.ts'
import { type ActiveAlert, advanceAlerts } from './alerts.ts'
import {
  askRule,
  foundAlerts,
  type RuleAnswer,
  RuleEvaluationError,
  type RuleMoment,
  recordedSamples,
} from './evaluate-rule.ts'
import type { AlertingRule, Rule, RuleGroup } from './model.ts'
import type { RuleContext, RuleSample, RuleStore } from './ports.ts'
import { afterOutage, type SavedGroup, type SavedRule } from './restore.ts'

/** How a rule fares; plain data. */
export interface RuleHealth {
  readonly name: string
  readonly kind: Rule['kind']
  readonly health: 'unknown' | 'ok' | 'err'
  readonly lastError: string | undefined
  readonly evaluatedAtMs: number | undefined
  readonly evaluationMs: number
  /** The expression found no series to judge by, so that it says nothing rather than that all is well. */
  readonly noData: boolean
  readonly alerts: readonly ActiveAlert[]
}

/** An alert that began to wait, fired or ended in an evaluation. */
export interface AlertChange {
  readonly rule: string
  readonly from: ActiveAlert['state'] | undefined
  readonly alert: ActiveAlert
}

/** What one evaluation of a group did; plain data. */
export interface GroupReport {
  readonly atMs: number
  readonly evaluationMs: number
  readonly failures: number
  readonly changes: readonly AlertChange[]
}

interface RuleState {
  readonly rule: Rule
  /** An expression of numbers alone has nothing that could be missing. */
  readonly readsSeries: boolean
  readonly expression: Expression
  alerts: ReadonlyMap<string, ActiveAlert>
  series: ReadonlyMap<string, Labels>
  health: RuleHealth['health']
  lastError: string | undefined
  evaluatedAtMs: number | undefined
  evaluationMs: number
  noData: boolean
}

/** One group of rules and the state of its alerts. Its owner calls `evaluate` for one moment after another, never twice at once. */
export class RuleGroupEvaluator {
  readonly group: RuleGroup
  readonly #store: RuleStore
  readonly #context: RuleContext
  readonly #states: readonly RuleState[]
  #ending: readonly Labels[] = []
  #evaluatedAtMs: number | undefined

  constructor(group: RuleGroup, store: RuleStore, context: RuleContext) {
    this.group = group
    this.#store = store
    this.#context = context
    this.#states = group.rules.map(newState)
  }

  get health(): readonly RuleHealth[] {
    return this.#states.map(
      ({ rule, alerts, series: _series, expression: _expression, readsSeries: _reads, ...state }) => ({
        name: rule.name,
        kind: rule.kind,
        ...state,
        alerts: [...alerts.values()],
      }),
    )
  }

  /** Evaluates every rule in turn; a rule that fails is told in its health and the next one runs. */
  async evaluate(atMs: number, signal?: AbortSignal): Promise<GroupReport> {
    const began = performance.now()
    const queryMs = atMs - this.group.queryOffsetMs
    const moment = { store: this.#store, context: this.#context, atMs: queryMs, signal }
    await this.#writeEnds(queryMs)
    const changes: AlertChange[] = []
    let failures = 0
    for (const state of this.#states) {
      const done = await this.#evaluateRule(state, moment, atMs)
      changes.push(...done)
      if (state.health === 'err') failures += 1
    }
    this.#evaluatedAtMs = atMs
    return { atMs, evaluationMs: performance.now() - began, failures, changes }
  }

  /** The state as plain data, for `restore`. */
  save(): SavedGroup {
    const rules = this.#states.map(({ rule, alerts, series }) => ({
      kind: rule.kind,
      name: rule.name,
      labels: rule.labels,
      alerts: [...alerts.values()],
      series: [...series.values()].map((labels) => labels.toJSON()),
    }))
    return { evaluatedAtMs: this.#evaluatedAtMs ?? 0, rules }
  }

  /**
   * Takes over the state of the group as it was: after a reload of the files as it is, after a restart as `afterOutage`
   * says. Series of rules that are gone end with the next evaluation.
   */
  restore(saved: SavedGroup, atMs: number, wasAway: boolean): void {
    const left = [...saved.rules]
    for (const state of this.#states) {
      const at = left.findIndex((candidate) => isSameRule(candidate, state.rule))
      const [found] = at < 0 ? [] : left.splice(at, 1)
      if (found === undefined) continue
      const forMs = state.rule.kind === 'alerting' ? state.rule.forMs : 0
      const alerts = wasAway ? afterOutage(found.alerts, forMs, saved.evaluatedAtMs, atMs) : found.alerts
      state.alerts = new Map(alerts.map((alert) => [Labels.of(alert.labels).key, alert]))
      state.series = byKey(found.series.map(Labels.of))
    }
    this.#ending = left.flatMap(({ series }) => series.map(Labels.of))
  }

  /** Ends every series of a group that is no more. */
  async end(atMs: number): Promise<void> {
    this.#ending = [...this.#ending, ...this.#states.flatMap(({ series }) => [...series.values()])]
    await this.#writeEnds(atMs)
  }

  async #writeEnds(atMs: number): Promise<void> {
    if (this.#ending.length > 0) await this.#store.append(this.#ending.map((labels) => endOf(labels, atMs)))
    this.#ending = []
  }

  async #evaluateRule(state: RuleState, moment: RuleMoment, atMs: number): Promise<readonly AlertChange[]> {
    const began = performance.now()
    state.evaluatedAtMs = atMs
    const before = state.alerts
    try {
      const answer = await askRule(state.expression, moment)
      state.noData = state.readsSeries && answer.inputSeries === 0 && answer.samples.length === 0
      const samples = await this.#outcome(state, answer, moment, atMs)
      await this.#write(state, samples, moment.atMs)
      state.health = 'ok'
      state.lastError = undefined
    } catch (error) {
      moment.signal?.throwIfAborted()
      state.health = 'err'
      state.lastError = error instanceof Error ? error.message : String(error)
    }
    state.evaluationMs = performance.now() - began
    return changesBetween(state.rule.name, before, state.alerts)
  }

  async #outcome(
    state: RuleState,
    answer: RuleAnswer,
    moment: RuleMoment,
    atMs: number,
  ): Promise<readonly RuleSample[]> {
    const { rule } = state
    const { limit } = this.group
    if (rule.kind === 'recording') {
      const recorded = recordedSamples(rule, answer, moment.atMs)
      if (limit > 0 && recorded.length > limit) {
        throw new RuleEvaluationError(`exceeded limit of ${limit} with ${recorded.length} series`)
      }
      return recorded
    }
    await this.#advance(state, rule, answer, moment, atMs)
    return [...state.alerts.values()].flatMap((alert) => alertSamples(alert, moment.atMs))
  }

  async #advance(
    state: RuleState,
    rule: AlertingRule,
    answer: RuleAnswer,
    moment: RuleMoment,
    atMs: number,
  ): Promise<void> {
    const found = await foundAlerts(rule, answer, moment)
    const evaluation = { atMs, found, noData: state.noData }
    state.alerts = advanceAlerts(state.alerts, evaluation, rule, this.#context)
    const count = [...state.alerts.values()].filter((alert) => alert.state !== 'resolved').length
    if (this.group.limit === 0 || count <= this.group.limit) return
    state.alerts = new Map()
    throw new RuleEvaluationError(`exceeded limit of ${this.group.limit} with ${count} alerts`)
  }

  /** Appends what a rule yields and ends the series it no longer yields. */
  async #write(state: RuleState, samples: readonly RuleSample[], atMs: number): Promise<void> {
    const current = byKey(samples.map(({ labels }) => labels))
    const ends = [...state.series].filter(([key]) => !current.has(key)).map(([, labels]) => endOf(labels, atMs))
    if (samples.length + ends.length > 0) await this.#store.append([...samples, ...ends])
    state.series = current
  }
}

function newState(rule: Rule): RuleState {
  const expression = parse(rule.expression)
  return {
    rule,
    expression,
    readsSeries: readsSeries(expression),
    alerts: new Map(),
    series: new Map(),
    health: 'unknown',
    lastError: undefined,
    evaluatedAtMs: undefined,
    evaluationMs: 0,
    noData: false,
  }
}

/** Whether there is a selector anywhere in an expression. */
function readsSeries(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false
  return ('kind' in part && part.kind === 'selector') || Object.values(part).some(readsSeries)
}

function isSameRule(saved: SavedRule, rule: Rule): boolean {
  return (
    saved.kind === rule.kind && saved.name === rule.name && Labels.of(saved.labels).key === Labels.of(rule.labels).key
  )
}

function byKey(labels: readonly Labels[]): ReadonlyMap<string, Labels> {
  return new Map(labels.map((each) => [each.key, each]))
}

function endOf(labels: Labels, timestampMs: number): RuleSample {
  return { labels, timestampMs, value: Number.NaN, ended: true }
}

/** The two series by which Prometheus tells of an alert: that it is active and since when. */
function alertSamples({ labels, state, activeAtMs }: ActiveAlert, timestampMs: number): readonly RuleSample[] {
  if (state === 'resolved') return []
  const own = Labels.of(labels)
  return [
    { labels: own.with({ [metricName]: 'ALERTS', alertstate: state }), timestampMs, value: 1, ended: false },
    {
      labels: own.with({ [metricName]: 'ALERTS_FOR_STATE' }),
      timestampMs,
      value: Math.floor(activeAtMs / 1000),
      ended: false,
    },
  ]
}

function changesBetween(
  rule: string,
  before: ReadonlyMap<string, ActiveAlert>,
  after: ReadonlyMap<string, ActiveAlert>,
): readonly AlertChange[] {
  return [...after].flatMap(([key, alert]) => {
    const from = before.get(key)?.state
    return from === alert.state ? [] : [{ rule, from, alert }]
  })
}
