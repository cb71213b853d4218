import type { BinaryOperator } from '../ast.ts'

type Arithmetic = (left: number, right: number) => number

function power(base: number, exponent: number): number {
  const isUnit = base === 1 || (base === -1 && Math.abs(exponent) === Number.POSITIVE_INFINITY)
  return isUnit ? 1 : base ** exponent
}

const arithmetic: ReadonlyMap<BinaryOperator, Arithmetic> = new Map<BinaryOperator, Arithmetic>([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['^', power],
  ['atan2', Math.atan2],
])

const comparison: ReadonlyMap<BinaryOperator, (left: number, right: number) => boolean> = new Map<
  BinaryOperator,
  (left: number, right: number) => boolean
>([
  ['==', (left, right) => left === right],
  ['!=', (left, right) => left !== right],
  ['<', (left, right) => left < right],
  ['<=', (left, right) => left <= right],
  ['>', (left, right) => left > right],
  ['>=', (left, right) => left >= right],
])

/** What an operator does with two numbers; nothing where a comparison lets the element fall. */
export type Operation = (left: number, right: number) => number | undefined

/** A comparison answers 1 and 0 with `bool`, else the kept number: the left one, or the right one where that is the vector. */
export function operationOf(operator: BinaryOperator, returnBool: boolean, keeps: 'left' | 'right'): Operation {
  const compute = arithmetic.get(operator)
  if (compute !== undefined) return compute
  const holds = comparison.get(operator)
  if (holds === undefined) throw new TypeError(`${operator} does not work on numbers`)
  if (returnBool) return (left, right) => (holds(left, right) ? 1 : 0)
  const isLeft = keeps === 'left'
  return (left, right) => (holds(left, right) ? (isLeft ? left : right) : undefined)
}

/** Whether the answer is something else than the metric was, so that its name goes. */
export function changesMeaning(operator: BinaryOperator): boolean {
  return arithmetic.has(operator)
}
