import type { Labels } from '../../timeseries/index.ts'
import type { Span } from '../ast.ts'
import { type Column, emptyColumn, hasValues, mergeColumns, withoutName } from '../evaluation/column.ts'
import { timeAt } from '../evaluation/grid.ts'
import type { Scope } from '../evaluation/scope.ts'
import { quote } from '../parser/string-literal.ts'
import { type Bucket, bucketFraction, bucketQuantile } from './buckets.ts'
import { MonotonicityNotes } from './monotonicity-notes.ts'

const bucketLabel = 'le'
const boundOnly: ReadonlySet<string> = new Set([bucketLabel])
const number = /^[+-]?(?:inf(?:inity)?|(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?|0x[0-9a-f]+)$/i

interface BoundColumn {
  readonly upperBound: number
  readonly column: Column
}

/** `histogram_quantile` of classic histograms. */
export async function histogramQuantile(
  scope: Scope,
  span: Span,
  quantiles: Float64Array,
  columns: readonly Column[],
): Promise<readonly Column[]> {
  const notes = new MonotonicityNotes()
  const results = await overHistograms(scope, span, columns, (buckets, step, labels) => {
    const { value, forced } = bucketQuantile(quantiles[step] ?? 0, buckets)
    const name = scope.query.delayedNameRemoval ? labels.name : ''
    if (forced !== undefined) notes.add(name, timeAt(scope.grid, step), forced)
    return value
  })
  for (const message of notes.messages()) scope.query.notes.inform(span, message)
  return results
}

/** `histogram_fraction` of classic histograms. */
export function histogramFraction(
  scope: Scope,
  span: Span,
  bounds: { readonly lower: Float64Array; readonly upper: Float64Array },
  columns: readonly Column[],
): Promise<readonly Column[]> {
  return overHistograms(scope, span, columns, (buckets, step) =>
    bucketFraction(bounds.lower[step] ?? 0, bounds.upper[step] ?? 0, buckets),
  )
}

async function overHistograms(
  scope: Scope,
  span: Span,
  columns: readonly Column[],
  compute: (buckets: readonly Bucket[], step: number, labels: Labels) => number,
): Promise<readonly Column[]> {
  const results: Column[] = []
  for (const { labels, bounds } of histogramsIn(scope, span, columns)) {
    await scope.query.budget.breathe()
    scope.query.budget.hold(scope.grid.count)
    const kept = scope.query.delayedNameRemoval ? labels : withoutName(labels)
    const result = emptyColumn(kept, true, scope.grid.count)
    for (let step = 0; step < scope.grid.count; step++) {
      const buckets = bucketsAt(bounds, step)
      if (buckets.length === 0) continue
      result.values[step] = compute(buckets, step, labels)
      result.present[step] = 1
    }
    if (hasValues(result)) results.push(result)
  }
  return mergeColumns(results)
}

function bucketsAt(bounds: readonly BoundColumn[], step: number): readonly Bucket[] {
  return bounds
    .filter(({ column }) => column.present[step] === 1)
    .map(({ upperBound, column }) => ({ upperBound, count: column.values[step] ?? 0 }))
}

/** Series that differ in nothing but the bound. */
function histogramsIn(
  scope: Scope,
  span: Span,
  columns: readonly Column[],
): Iterable<{ readonly labels: Labels; readonly bounds: BoundColumn[] }> {
  const found = new Map<string, { readonly labels: Labels; readonly bounds: BoundColumn[] }>()
  for (const column of columns) {
    const upperBound = parseBound(column.labels.get(bucketLabel))
    if (upperBound === undefined) {
      warnOfBound(scope, span, column.labels)
      continue
    }
    const labels = column.labels.without(boundOnly)
    const histogram = found.get(labels.key) ?? { labels, bounds: [] }
    histogram.bounds.push({ upperBound, column })
    found.set(labels.key, histogram)
  }
  return found.values()
}

function parseBound(text: string): number | undefined {
  if (/^nan$/i.test(text)) return Number.NaN
  if (!number.test(text)) return undefined
  if (/inf/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return Number(text)
}

function warnOfBound(scope: Scope, span: Span, labels: Labels): void {
  const name = scope.query.delayedNameRemoval && labels.name !== '' ? ` for metric name ${quote(labels.name)}` : ''
  const value = quote(labels.get(bucketLabel))
  scope.query.notes.warn(span, `bucket label "${bucketLabel}" is missing or has a malformed value of ${value}${name}`)
}
