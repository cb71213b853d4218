import { type ListedMetric, listedMetrics } from '#main/platform/metrics/index.ts'

let known: ReadonlyMap<string, ListedMetric> | null = null

/** Metrics that the program itself writes, by name; a histogram stands under its name and those of its parts. */
export function metricCatalogue(): ReadonlyMap<string, ListedMetric> {
  known ??= new Map(listedMetrics().flatMap((metric) => namesOf(metric).map((name) => [name, metric] as const)))
  return known
}

function namesOf({ name, type }: ListedMetric): string[] {
  return type === 'histogram' ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}

const units: readonly (readonly [RegExp, string])[] = [
  [/_bytes(_total)?$/, 'bytes'],
  [/_seconds(_total|_bucket|_sum)?$/, 'seconds'],
  [/_(ratio|rate)$/, 'ratio'],
  [/_celsius$/, 'celsius'],
]

/** The unit that a metric's name ends with by convention; empty where it says none. */
export function unitOf(name: string): string {
  return units.find(([pattern]) => pattern.test(name))?.[1] ?? ''
}
