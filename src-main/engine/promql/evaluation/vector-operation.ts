import type { Labels } from '../../timeseries/index.ts'
import type { Binary, VectorMatching } from '../ast.ts'
import { PromqlEvaluationError } from '../errors.ts'
import { formatLabels } from '../print-labels.ts'
import { changesMeaning, type Operation, operationOf } from './arithmetic.ts'
import { type Column, emptyColumn, hasValues, mergeColumns, presence, withoutName } from './column.ts'
import { groupBy, matchingKey } from './matching-keys.ts'
import type { Scope } from './scope.ts'

const oneToOne: VectorMatching = { on: false, labels: [], group: undefined, include: [] }

/** Arithmetic and comparisons between two vectors. */
export async function vectorOperation(
  scope: Scope,
  expression: Binary,
  left: readonly Column[],
  right: readonly Column[],
): Promise<readonly Column[]> {
  const operation = new VectorOperation(scope, expression, left, right)
  return operation.run()
}

class VectorOperation {
  readonly #scope: Scope
  readonly #expression: Binary
  readonly #matching: VectorMatching
  readonly #many: readonly Column[]
  readonly #one: readonly Column[]
  readonly #compute: Operation
  readonly #keyOf: (labels: Labels) => string
  /** Steps at which a key (one to one) or a key with its result labels (grouped) has an answer already. */
  readonly #taken = new Map<string, Uint8Array>()

  constructor(scope: Scope, expression: Binary, left: readonly Column[], right: readonly Column[]) {
    this.#scope = scope
    this.#expression = expression
    this.#matching = expression.matching ?? oneToOne
    const isSwapped = this.#matching.group === 'right'
    this.#many = isSwapped ? right : left
    this.#one = isSwapped ? left : right
    const compute = operationOf(expression.operator, expression.returnBool, 'left')
    this.#compute = isSwapped ? (many, one) => compute(one, many) : compute
    this.#keyOf = matchingKey(expression.matching)
  }

  async run(): Promise<readonly Column[]> {
    const partners = groupBy(this.#one, this.#keyOf)
    this.#refuseDuplicates(partners)
    const results: Column[] = []
    for (const many of this.#many) {
      const key = this.#keyOf(many.labels)
      for (const one of partners.get(key) ?? []) {
        await this.#scope.query.budget.breathe()
        this.#scope.query.budget.hold(this.#scope.grid.count)
        const result = this.#combine(key, many, one)
        if (hasValues(result)) results.push(result)
      }
    }
    const isExempt = this.#scope.query.delayedNameRemoval && this.#scope.grid.count === 1
    return isExempt ? results : mergeColumns(results)
  }

  /** Two elements with one key on the side that must be one, at a step where the other side has any. */
  #refuseDuplicates(partners: ReadonlyMap<string, readonly Column[]>): void {
    const { count } = this.#scope.grid
    let anyMany: Uint32Array | undefined
    for (const group of partners.values()) {
      if (group.length < 2) continue
      anyMany ??= presence(this.#many, count)
      const found = presence(group, count)
      const step = found.findIndex((number, index) => number > 1 && (anyMany?.[index] ?? 0) > 0)
      if (step >= 0) throw this.#duplicateError(group.filter(({ present }) => present[step] === 1))
    }
  }

  #duplicateError(duplicates: readonly Column[]): PromqlEvaluationError {
    const side = this.#matching.group === 'right' ? 'left' : 'right'
    const [first] = duplicates
    const shared = formatLabels(first === undefined ? [] : this.#sharedLabels(first.labels).entries())
    const series = duplicates
      .slice(0, 2)
      .map(({ labels }) => formatLabels(labels.entries()))
      .sort()
    return new PromqlEvaluationError(
      `found duplicate series for the match group ${shared} on the ${side} hand-side of the operation: ` +
        `[${series.join(', ')}];many-to-many matching not allowed: matching labels must be unique on one side`,
      this.#expression.span,
    )
  }

  #sharedLabels(labels: Labels): Labels {
    const named = new Set(this.#matching.labels)
    return this.#matching.on ? labels.only(named) : withoutName(labels.without(named))
  }

  #combine(key: string, many: Column, one: Column): Column {
    const { returnBool } = this.#expression
    const result = emptyColumn(this.#resultLabels(many.labels, one.labels), returnBool, many.values.length)
    const isGrouped = this.#matching.group !== undefined
    const taken = this.#takenSteps(isGrouped ? `${key}\u0001${result.labels.key}` : key, many.values.length)
    for (let step = 0; step < many.values.length; step++) {
      if (many.present[step] !== 1 || one.present[step] !== 1) continue
      if (taken[step] === 1) throw this.#ambiguityError(isGrouped)
      taken[step] = 1
      const value = this.#compute(many.values[step] ?? 0, one.values[step] ?? 0)
      if (value === undefined) continue
      result.values[step] = value
      result.present[step] = 1
    }
    return result
  }

  #takenSteps(key: string, count: number): Uint8Array {
    const known = this.#taken.get(key)
    if (known !== undefined) return known
    const fresh = new Uint8Array(count)
    this.#taken.set(key, fresh)
    return fresh
  }

  #ambiguityError(isGrouped: boolean): PromqlEvaluationError {
    const remedy = isGrouped
      ? 'grouping labels must ensure unique matches'
      : 'many-to-one matching must be explicit (group_left/group_right)'
    return new PromqlEvaluationError(`multiple matches for labels: ${remedy}`, this.#expression.span)
  }

  #resultLabels(many: Labels, one: Labels): Labels {
    const { operator, returnBool } = this.#expression
    const { on, labels, group, include } = this.#matching
    const dropsName = changesMeaning(operator) || (returnBool && !this.#scope.query.delayedNameRemoval)
    let result = dropsName ? withoutName(many) : many
    const named = new Set(labels)
    if (group === undefined) result = on ? result.only(named) : result.without(named)
    if (include.length === 0) return result
    return result.with(Object.fromEntries(include.map((label) => [label, one.get(label)])))
  }
}
