import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { PromqlSyntaxError, parse } from '#main/engine/promql/index.ts'
import { tunable } from '#main/engine/rules/index.ts'
import type { AuditTrail } from '#main/features/security/index.ts'
import type { CallContext } from '#main/platform/caller.ts'
import { resourcePath } from '#main/platform/resources.ts'
import type { DatabaseHandle } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Plot, Rule } from '#shared/features/monitoring/values.ts'
import type { Metrics, Span } from '../metrics.ts'
import { queryFailure } from '../query-answers.ts'
import { deleteOverride, type RuleOverride, writeOverride } from '../repository/rule-overrides.ts'
import { comparedSide } from './compared-side.ts'
import type { RuleRunner, RuleRunnerPorts } from './rule-runner.ts'
import { ruleView } from './rule-view.ts'
import type { RuleInForce } from './rules-in-force.ts'
import { runbookNames } from './runbooks.ts'

export interface RuleServicePorts extends Pick<RuleRunnerPorts, 'storage' | 'clock' | 'events'> {
  readonly metrics: Pick<Metrics, 'plot'>
  readonly runner: RuleRunner
  readonly audit: Pick<AuditTrail, 'record'>
}

/** What a person may change about a rule beside its file. */
export interface RuleTuning {
  readonly isEnabled?: boolean | undefined
  readonly forSeconds?: number | undefined
  readonly threshold?: number | undefined
  readonly expression?: string | undefined
}

const seriesAtMost = 20

/** Rules as they are in force, and what is changed about them beside their files. */
export class RuleService {
  readonly #ports: RuleServicePorts

  constructor(ports: RuleServicePorts) {
    this.#ports = ports
  }

  async list(): Promise<Rule[]> {
    const runbooks = await runbookNames()
    return this.#ports.runner.rules.map((rule) => this.#view(rule, runbooks))
  }

  async get(id: string): Promise<Rule> {
    return this.#view(this.#rule(id), await runbookNames())
  }

  async plot(id: string, span: Span, points: number): Promise<Plot & { threshold: number | null }> {
    const { inForce } = this.#rule(id)
    const expression = comparedSide(inForce.expression)
    const plot = await this.#ports.metrics.plot({ expression, ...span, points, seriesAtMost })
    const threshold = inForce.kind === 'alerting' ? (tunable(inForce).threshold?.value ?? null) : null
    return { ...plot, threshold }
  }

  async tune(id: string, tuning: RuleTuning, context: CallContext): Promise<Rule> {
    const rule = this.#rule(id)
    assertTunable(rule, tuning)
    const before = rule.override ?? { ruleId: id, isEnabled: null, forSeconds: null, threshold: null, expression: null }
    const after: RuleOverride = {
      ruleId: id,
      isEnabled: tuning.isEnabled ?? before.isEnabled,
      forSeconds: tuning.forSeconds ?? before.forSeconds,
      threshold: tuning.expression === undefined ? (tuning.threshold ?? before.threshold) : (tuning.threshold ?? null),
      expression: tuning.expression ?? before.expression,
    }
    const updatedAt = this.#ports.clock.now().getTime()
    await this.#change('tune', rule, context, { before, after }, (tx) => writeOverride(tx, after, updatedAt))
    return this.get(id)
  }

  async resetTuning(id: string, context: CallContext): Promise<Rule> {
    const rule = this.#rule(id)
    if (rule.override !== null) {
      await this.#change('resetTuning', rule, context, { before: rule.override }, (tx) => deleteOverride(tx, id))
    }
    return this.get(id)
  }

  async runbook(name: string, language: Language): Promise<string> {
    if (!(await runbookNames()).has(name)) throw new AppError('NOT_FOUND', { resource: 'runbook', id: name })
    return await readFile(path.join(resourcePath('monitoring/runbooks'), `${name}.${language}.md`), 'utf8')
  }

  async #change(
    procedure: 'tune' | 'resetTuning',
    { id, written }: RuleInForce,
    context: CallContext,
    detail: Readonly<Record<string, unknown>>,
    write: (tx: DatabaseHandle) => Promise<unknown>,
  ): Promise<void> {
    const { storage, audit, runner, events } = this.#ports
    await storage.transaction(async (tx) => {
      await write(tx)
      const action = `monitoring.rules.${procedure}`
      await audit.record(tx, context, { action, target: id, targetName: written.name, detail })
    })
    await runner.reload()
    events.publish({ type: 'monitoring.rules.changed' })
  }

  #rule(id: string): RuleInForce {
    const rule = this.#ports.runner.rules.find((one) => one.id === id)
    if (rule === undefined) throw new AppError('NOT_FOUND', { resource: 'rule', id })
    return rule
  }

  #view(rule: RuleInForce, runbooks: ReadonlySet<string>): Rule {
    return ruleView(rule, this.#ports.runner.healthOf(rule.id), runbooks.has(rule.inForce.name))
  }
}

function assertTunable({ written, inForce }: RuleInForce, { forSeconds, threshold, expression }: RuleTuning): void {
  if (expression !== undefined) assertExpression(expression)
  if (forSeconds === undefined && threshold === undefined && expression === undefined) return
  if (written.kind !== 'alerting' || inForce.kind !== 'alerting') {
    throw new AppError('RULE_NOT_TUNABLE', { rule: written.name })
  }
  const judged = expression === undefined ? inForce : { ...inForce, expression }
  if (threshold !== undefined && tunable(judged).threshold === undefined) {
    throw new AppError('RULE_NOT_TUNABLE', { rule: written.name })
  }
}

function assertExpression(expression: string): void {
  try {
    parse(expression)
  } catch (error) {
    throw error instanceof PromqlSyntaxError ? queryFailure(error) : error
  }
}
