import { type Binary, type Expression, parse, type Span, unwrap } from '../promql/index.ts'
import type { AlertingRule, Rule, RuleGroup } from './model.ts'

/** What of an alert can be tuned without writing an expression. */
export interface Tunable {
  readonly forMs: number
  /** The number of the outermost comparison; undefined where the expression has none. */
  readonly threshold: { readonly operator: string; readonly value: number } | undefined
}

/** Another waiting time or another number for one rule, kept beside the file it is in. */
export interface RuleTuning {
  readonly group: string
  readonly rule: string
  readonly forMs?: number
  readonly threshold?: number
}

interface Threshold {
  readonly operator: string
  readonly value: number
  readonly span: Span
}

/** What a person may tune at a rule. */
export function tunable({ forMs, expression }: Pick<AlertingRule, 'forMs' | 'expression'>): Tunable {
  const found = thresholdOf(parse(expression))
  return { forMs, threshold: found === undefined ? undefined : { operator: found.operator, value: found.value } }
}

/** Rules with their tunings, and the tunings that fit no rule any more. */
export function applyTunings(
  groups: readonly RuleGroup[],
  tunings: readonly RuleTuning[],
): { readonly groups: readonly RuleGroup[]; readonly unused: readonly RuleTuning[] } {
  const unused = new Set(tunings)
  const tuned = groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => {
      const tuning = tunings.find((candidate) => candidate.group === group.name && candidate.rule === rule.name)
      const changed = tuning === undefined ? undefined : tunedRule(rule, tuning)
      if (tuning === undefined || changed === undefined) return rule
      unused.delete(tuning)
      return changed
    }),
  }))
  return { groups: tuned, unused: [...unused] }
}

function tunedRule(rule: Rule, { forMs, threshold }: RuleTuning): Rule | undefined {
  if (rule.kind !== 'alerting') return undefined
  const expression = threshold === undefined ? rule.expression : withThreshold(rule.expression, threshold)
  return expression === undefined ? undefined : { ...rule, forMs: forMs ?? rule.forMs, expression }
}

function withThreshold(expression: string, value: number): string | undefined {
  const found = thresholdOf(parse(expression))
  if (found === undefined || !Number.isFinite(value)) return undefined
  return expression.slice(0, found.span.from) + String(value) + expression.slice(found.span.to)
}

/** The number that the outermost comparison compares with; of `a and b` and `a unless b` the comparison in a. */
function thresholdOf(expression: Expression): Threshold | undefined {
  const outer = unwrap(expression)
  if (outer.kind !== 'binary') return undefined
  if (outer.operator === 'and' || outer.operator === 'unless') return thresholdOf(outer.left)
  return comparisons.has(outer.operator) ? comparedNumber(outer) : undefined
}

const comparisons: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])

function comparedNumber({ operator, left, right }: Binary): Threshold | undefined {
  for (const side of [right, left]) {
    const value = numberOf(side)
    if (value !== undefined) return { operator, value, span: side.span }
  }
  return undefined
}

function numberOf(expression: Expression): number | undefined {
  const inner = unwrap(expression)
  if (inner.kind === 'number') return inner.value
  if (inner.kind !== 'unary') return undefined
  const value = numberOf(inner.operand)
  return value === undefined || inner.operator === '+' ? value : -value
}
