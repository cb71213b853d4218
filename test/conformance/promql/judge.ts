import type { Annotation, QueryValue } from '#main/engine/promql/index.ts'
import { describeAnnotation, formatLabels } from '#main/engine/promql/index.ts'
import type { Labels } from '#main/engine/timeseries/index.ts'
import type { Case, Expectation, ScriptSeries } from './script.ts'

const tolerance = 1e-6
const smallestNormal = 2.2250738585072014e-308

/** Equal within the tolerance of promqltest. */
export function isAlmostEqual(left: number, right: number): boolean {
  if (left === right || (Number.isNaN(left) && Number.isNaN(right))) return true
  const sum = Math.abs(left) + Math.abs(right)
  const difference = Math.abs(left - right)
  if (left === 0 || right === 0 || sum < smallestNormal) return difference < tolerance * smallestNormal
  return difference / Math.min(sum, Number.MAX_VALUE) < tolerance
}

/** What is wrong with an error where one was expected; nothing where it is the right one. */
export function judgeFailure(expected: Case, message: string): string | undefined {
  const wrong = expected.expectations.find((one) => one.kind === 'fail' && !fits(one, message))
  return wrong === undefined ? undefined : `expected error ${wrong.message ?? wrong.pattern}, got ${message}`
}

function fits(expectation: Expectation, text: string): boolean {
  if (expectation.message !== undefined) return expectation.message === text
  return expectation.pattern?.test(text) ?? true
}

export function judgeAnnotations(expected: Case, annotations: readonly Annotation[]): string | undefined {
  for (const kind of ['warn', 'info'] as const) {
    const severity = kind === 'warn' ? 'warning' : 'info'
    const given = annotations
      .filter((annotation) => annotation.severity === severity)
      .map((annotation) => describeAnnotation(annotation, expected.query))
    const wanted = expected.expectations.filter((one) => one.kind === kind)
    if (expected.refuses.has(kind) && given.length > 0) return `unexpected ${kind}: ${given.join('; ')}`
    const unmet = wanted.find((one) => !given.some((text) => fits(one, text)))
    if (unmet !== undefined) return `no ${kind} ${unmet.message ?? unmet.pattern ?? ''}: ${given.join('; ')}`
    const surplus = given.find((text) => wanted.length > 0 && !wanted.some((one) => fits(one, text)))
    if (surplus !== undefined) return `${kind} nobody expected: ${surplus}`
  }
  return undefined
}

interface Points {
  readonly labels: Labels
  readonly points: ReadonlyMap<number, number>
}

/** What is wrong with an answer. */
export function judgeValue(expected: Case, value: QueryValue): string | undefined {
  if (value.kind === 'string') return value.value === expected.text ? undefined : `got string ${value.value}`
  if (value.kind === 'scalar') {
    if (expected.scalar === undefined) return `got scalar ${value.value}`
    return isAlmostEqual(value.value, expected.scalar) ? undefined : `expected ${expected.scalar}, got ${value.value}`
  }
  if (expected.scalar !== undefined) return `expected scalar ${expected.scalar}, got a ${value.kind}`
  const given = pointsOf(value, expected.fromMs)
  const wanted = expected.series.map((series) => expectedPoints(expected, series, value.kind === 'vector'))
  return comparePoints(wanted, given, expected.ordered && value.kind === 'vector')
}

function pointsOf(value: Extract<QueryValue, { kind: 'vector' | 'matrix' }>, atMs: number): readonly Points[] {
  if (value.kind === 'vector') {
    return value.samples.map((sample) => ({ labels: sample.labels, points: new Map([[atMs, sample.value]]) }))
  }
  return value.series.map(({ labels, timestamps, values }) => ({
    labels,
    points: new Map(Array.from(timestamps, (time, index) => [time, values[index] ?? 0])),
  }))
}

function expectedPoints(expected: Case, series: ScriptSeries, isVector: boolean): Points {
  const { fromMs, stepMs } = expected.rangeVector ?? { fromMs: expected.fromMs, stepMs: expected.stepMs ?? 0 }
  const values = isVector ? series.values.slice(0, 1) : series.values
  const points = values.flatMap((value, step) =>
    typeof value === 'number' ? [[fromMs + step * stepMs, value] as const] : [],
  )
  return { labels: series.labels, points: new Map(points) }
}

function comparePoints(wanted: readonly Points[], given: readonly Points[], ordered: boolean): string | undefined {
  const byLabels = new Map(given.map((one) => [one.labels.key, one]))
  if (byLabels.size < given.length) return 'the same labels twice'
  for (const [index, { labels, points }] of wanted.entries()) {
    const found = byLabels.get(labels.key)
    if (found === undefined) return `${formatLabels(labels.entries())} is missing; ${summary(given)}`
    if (ordered && given[index] !== found) return `${formatLabels(labels.entries())} is not at place ${index + 1}`
    const isSame = [...points].every(([time, value]) => isAlmostEqual(found.points.get(time) ?? Infinity, value))
    if (!isSame || found.points.size !== points.size) {
      const shown = JSON.stringify([...points].map(([time, value]) => [time, String(value)]))
      return `${formatLabels(labels.entries())}: expected ${shown}; ${summary([found])}`
    }
  }
  const names = new Set(wanted.map(({ labels }) => labels.key))
  const surplus = given.filter(({ labels }) => !names.has(labels.key))
  return surplus.length === 0 ? undefined : `too much: ${summary(surplus)}`
}

function summary(given: readonly Points[]): string {
  const shown = given.slice(0, 5).map(({ labels, points }) => {
    const values = [...points].slice(0, 12).map(([time, value]) => `${value}@${time}`)
    return `${formatLabels(labels.entries())} ${values.join(' ')}`
  })
  return `got ${given.length}: ${shown.join(', ')}`
}
