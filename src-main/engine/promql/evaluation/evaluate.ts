import { type Aggregation, type Binary, type Expression, unwrap } from '../ast.ts'
import { aggregate } from './aggregation.ts'
import { changesMeaning, operationOf } from './arithmetic.ts'
import { evaluateCall } from './call.ts'
import { type Column, emptyColumn, hasValues, mergeColumns, withoutName } from './column.ts'
import { countValues } from './count-values.ts'
import { rank } from './ranking.ts'
import type { Scope, Value } from './scope.ts'
import { selectColumns } from './select.ts'
import { setOperation } from './set-operations.ts'
import { vectorOperation } from './vector-operation.ts'

/** Evaluates an expression at every step of the grid at once. What it held on the way is given back. */
export async function evaluate(scope: Scope, expression: Expression): Promise<Value> {
  const { budget } = scope.query
  const held = budget.held
  budget.throwIfAborted()
  await budget.breathe()
  const value = await evaluateNode(scope, expression)
  budget.held = held
  budget.hold(sizeOf(value))
  return value
}

function sizeOf(value: Value): number {
  if (value.kind === 'vector') return value.columns.reduce((total, { values }) => total + values.length, 0)
  return value.kind === 'scalar' ? value.values.length : 1
}

export async function evaluateVector(scope: Scope, expression: Expression): Promise<readonly Column[]> {
  const value = await evaluate(scope, expression)
  if (value.kind !== 'vector') throw new TypeError(`a vector was checked for, and ${value.kind} came`)
  return value.columns
}

export async function evaluateScalar(scope: Scope, expression: Expression): Promise<Float64Array> {
  const value = await evaluate(scope, expression)
  if (value.kind !== 'scalar') throw new TypeError(`a scalar was checked for, and ${value.kind} came`)
  return value.values
}

function vector(columns: readonly Column[]): Value {
  return { kind: 'vector', columns }
}

async function evaluateNode(scope: Scope, expression: Expression): Promise<Value> {
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', values: new Float64Array(scope.grid.count).fill(expression.value) }
    case 'string':
      return { kind: 'string', value: expression.value }
    case 'parentheses':
      return evaluateNode(scope, unwrap(expression))
    case 'selector':
      return vector(await selectColumns(scope, expression))
    case 'unary':
      return evaluateUnary(scope, expression)
    case 'binary':
      return evaluateBinary(scope, expression)
    case 'aggregation':
      return vector(await evaluateAggregation(scope, expression))
    case 'call':
      return evaluateCall(scope, expression, { vector: evaluateVector, scalar: evaluateScalar })
    case 'range':
    case 'subquery':
      throw new TypeError('a range stands where only functions take it')
  }
}

async function evaluateUnary(scope: Scope, expression: Extract<Expression, { kind: 'unary' }>): Promise<Value> {
  const operand = await evaluate(scope, expression.operand)
  if (expression.operator === '+' || operand.kind === 'string') return operand
  if (operand.kind === 'scalar') return { kind: 'scalar', values: operand.values.map((value) => -value) }
  const { delayedNameRemoval } = scope.query
  const negated = operand.columns.map((column) => ({
    ...column,
    labels: delayedNameRemoval ? column.labels : withoutName(column.labels),
    dropName: true,
    values: column.values.map((value) => -value),
  }))
  return vector(delayedNameRemoval ? negated : mergeColumns(negated))
}

async function evaluateBinary(scope: Scope, expression: Binary): Promise<Value> {
  const left = await evaluate(scope, expression.left)
  const right = await evaluate(scope, expression.right)
  if (left.kind === 'string' || right.kind === 'string') throw new TypeError('strings were refused before')
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const compute = operationOf(expression.operator, expression.returnBool, 'left')
    const values = left.values.map((value, step) => compute(value, right.values[step] ?? 0) ?? 0)
    return { kind: 'scalar', values }
  }
  if (left.kind === 'vector' && right.kind === 'scalar') {
    return vector(await withScalar(scope, expression, left.columns, right.values, 'left'))
  }
  if (left.kind === 'scalar' && right.kind === 'vector') {
    return vector(await withScalar(scope, expression, right.columns, left.values, 'right'))
  }
  if (left.kind !== 'vector' || right.kind !== 'vector') throw new TypeError('operands were checked before')
  return vector(await combineVectors(scope, expression, left.columns, right.columns))
}

async function combineVectors(
  scope: Scope,
  expression: Binary,
  left: readonly Column[],
  right: readonly Column[],
): Promise<readonly Column[]> {
  const { operator } = expression
  if (operator !== 'and' && operator !== 'or' && operator !== 'unless') {
    return vectorOperation(scope, expression, left, right)
  }
  const columns = setOperation(expression, left, right, scope.grid.count)
  return mergeInSteps(scope, columns)
}

/** Names that go away later keep columns of one step apart until then. */
function mergeInSteps(scope: Scope, columns: readonly Column[]): readonly Column[] {
  const isExempt = scope.query.delayedNameRemoval && scope.grid.count === 1
  return isExempt ? columns : mergeColumns(columns)
}

async function withScalar(
  scope: Scope,
  expression: Binary,
  columns: readonly Column[],
  scalars: Float64Array,
  side: 'left' | 'right',
): Promise<readonly Column[]> {
  const { operator, returnBool } = expression
  const compute = operationOf(operator, returnBool, side)
  const dropsName = returnBool || changesMeaning(operator)
  const results: Column[] = []
  for (const column of columns) {
    await scope.query.budget.breathe()
    const labels = dropsName && !scope.query.delayedNameRemoval ? withoutName(column.labels) : column.labels
    const result = emptyColumn(labels, dropsName || column.dropName, scope.grid.count)
    for (let step = 0; step < scope.grid.count; step++) {
      if (column.present[step] !== 1) continue
      const element = column.values[step] ?? 0
      const scalar = scalars[step] ?? 0
      const value = side === 'left' ? compute(element, scalar) : compute(scalar, element)
      if (value === undefined) continue
      result.values[step] = value
      result.present[step] = 1
    }
    if (hasValues(result)) results.push(result)
  }
  return mergeInSteps(scope, results)
}

async function evaluateAggregation(scope: Scope, expression: Aggregation): Promise<readonly Column[]> {
  const { operator, parameter } = expression
  if (parameter !== undefined && operator === 'count_values') {
    const label = unwrap(parameter)
    const columns = await evaluateVector(scope, expression.expression)
    return countValues(scope, expression, columns, label.kind === 'string' ? label.value : '')
  }
  const numbers = parameter === undefined ? undefined : await evaluateScalar(scope, parameter)
  const columns = await evaluateVector(scope, expression.expression)
  if (numbers !== undefined && (operator === 'topk' || operator === 'bottomk')) {
    return rank(scope, expression, columns, numbers)
  }
  return aggregate(scope, expression, columns, numbers)
}
