import { Labels, metricName } from '../../timeseries/index.ts'
import { PromqlEvaluationError } from '../errors.ts'

/**
 * One series over the steps of a grid. `present` says where it has a value. `dropName` is a name that goes away at the
 * end only (delayed name removal).
 */
export interface Column {
  readonly labels: Labels
  readonly dropName: boolean
  readonly values: Float64Array
  readonly present: Uint8Array
}

const nameOnly: ReadonlySet<string> = new Set([metricName])

export function emptyColumn(labels: Labels, dropName: boolean, count: number): Column {
  return { labels, dropName, values: new Float64Array(count), present: new Uint8Array(count) }
}

/** A column without labels that has a value everywhere. */
export function constantColumn(values: Float64Array): Column {
  return { labels: Labels.empty, dropName: false, values, present: new Uint8Array(values.length).fill(1) }
}

export function withoutName(labels: Labels): Labels {
  return labels.name === '' ? labels : labels.without(nameOnly)
}

export function hasValues(column: Column): boolean {
  return column.present.includes(1)
}

/** How many columns have a value at each step. */
export function presence(columns: readonly Column[], count: number): Uint32Array {
  const total = new Uint32Array(count)
  for (const { present } of columns) {
    for (let step = 0; step < count; step++) total[step] = (total[step] ?? 0) + (present[step] ?? 0)
  }
  return total
}

export function sameLabelsError(): PromqlEvaluationError {
  return new PromqlEvaluationError('vector cannot contain metrics with the same labelset')
}

/** Refuses columns with the same labels, also where they have values at different steps. */
export function requireDistinct(columns: readonly Column[]): void {
  if (new Set(columns.map(({ labels }) => labels.key)).size < columns.length) throw sameLabelsError()
}

/** Makes columns with the same labels one; two values at one step are an error. Leaves out what is empty. */
export function mergeColumns(columns: readonly Column[]): readonly Column[] {
  const byLabels = new Map<string, Column>()
  for (const column of columns) {
    if (!hasValues(column)) continue
    const known = byLabels.get(column.labels.key)
    byLabels.set(column.labels.key, known === undefined ? column : mergeTwo(known, column))
  }
  return [...byLabels.values()]
}

function mergeTwo(first: Column, second: Column): Column {
  const values = first.values.slice()
  const present = first.present.slice()
  for (let step = 0; step < values.length; step++) {
    if (second.present[step] !== 1) continue
    if (present[step] === 1) throw sameLabelsError()
    values[step] = second.values[step] ?? 0
    present[step] = 1
  }
  return { ...first, values, present }
}

/** The order in which series of an answer stand: name by name, value by value. */
export function compareLabels(left: Labels, right: Labels): number {
  const shared = Math.min(left.names.length, right.names.length)
  for (let index = 0; index < shared; index++) {
    const order =
      compareText(left.names[index], right.names[index]) || compareText(left.values[index], right.values[index])
    if (order !== 0) return order
  }
  return left.names.length - right.names.length
}

function compareText(left = '', right = ''): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
