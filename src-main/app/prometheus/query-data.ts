import { formatDecimal } from '#main/engine/promql/index.ts'
import type { InstantAnswer, RangeAnswer } from '#shared/features/monitoring/contract/queries.ts'
import type { SampleValue } from '#shared/features/monitoring/values.ts'

/** A value as Go prints it: the shortest digits that give it back, never with an exponent. */
export function valueText(value: SampleValue): string {
  if (value === null) return 'NaN'
  return typeof value === 'string' ? value : formatDecimal(value)
}

/** A moment in seconds and the value as text, as answers of Prometheus carry them. */
type Point = readonly [number, string]

function pointOf(timeMs: number, value: SampleValue): Point {
  return [timeMs / 1000, valueText(value)]
}

/** What an expression comes to at one moment, in the form of Prometheus' HTTP API. */
export function instantData({ kind, samples, runs, text }: Pick<InstantAnswer, 'kind' | 'samples' | 'runs' | 'text'>) {
  return { resultType: kind, result: resultOf({ kind, samples, runs, text }) }
}

function resultOf({ kind, samples, runs, text }: Pick<InstantAnswer, 'kind' | 'samples' | 'runs' | 'text'>): unknown {
  const [first] = samples
  if (kind === 'matrix') return matrixOf(runs)
  if (kind === 'vector')
    return samples.map(({ labels, timeMs, value }) => ({ metric: labels, value: pointOf(timeMs, value) }))
  if (kind === 'string') return [(first?.timeMs ?? 0) / 1000, text ?? '']
  return pointOf(first?.timeMs ?? 0, first?.value ?? null)
}

function matrixOf(runs: RangeAnswer['runs']): unknown {
  return runs.map(({ labels, timesMs, values }) => ({
    metric: labels,
    values: timesMs.map((timeMs, index) => pointOf(timeMs, values[index] ?? null)),
  }))
}

/** The answer at each step, in the form of Prometheus' HTTP API. */
export function rangeData(runs: RangeAnswer['runs']) {
  return { resultType: 'matrix', result: matrixOf(runs) }
}
