import type { AggregationOperator, BinaryOperator } from '../ast.ts'

const operators: readonly (readonly [BinaryOperator, number])[] = [
  ['or', 1],
  ['and', 2],
  ['unless', 2],
  ['==', 3],
  ['!=', 3],
  ['<=', 3],
  ['<', 3],
  ['>=', 3],
  ['>', 3],
  ['+', 4],
  ['-', 4],
  ['*', 5],
  ['/', 5],
  ['%', 5],
  ['atan2', 5],
  ['^', 6],
]
/** Operators as they are written, with how strongly they bind. */
export const operatorRanks: ReadonlyMap<string, readonly [BinaryOperator, number]> = new Map(
  operators.map((operator) => [operator[0], operator]),
)

/** The rank of `^`: a sign binds less strongly. */
export const powerRank = 6

export const aggregations: ReadonlyMap<string, AggregationOperator> = new Map(
  (
    [
      'sum',
      'avg',
      'min',
      'max',
      'count',
      'group',
      'stddev',
      'stdvar',
      'quantile',
      'topk',
      'bottomk',
      'count_values',
    ] as const
  ).map((operator) => [operator, operator]),
)
/** They take a number or a label first. */
export const withParameter: ReadonlySet<AggregationOperator> = new Set(['quantile', 'topk', 'bottomk', 'count_values'])
