import type { PlotUnit } from '../plots/unit-text.ts'
import type { MetricName } from './queries.ts'

/** The question one most often has about a metric: the rate of a counter, the 95th percentile of a histogram, a gauge. */
export function suggestedExpression({ name, type }: Pick<MetricName, 'name' | 'type'>): string {
  if (type === 'histogram') return `histogram_quantile(0.95, sum by (le) (rate(${name}_bucket[5m])))`
  return type === 'counter' ? `rate(${name}[5m])` : name
}

/** The unit of a plot, guessed by the names in its expression. */
export function guessedUnit(expression: string): PlotUnit {
  const isRate = /\b(?:rate|irate|deriv)\s*\(/.test(expression)
  if (/histogram_quantile\s*\(/.test(expression) && /seconds/.test(expression)) return 'seconds'
  if (/_timestamp_seconds\b/.test(expression) && !/time\s*\(\)/.test(expression)) return 'none'
  if (/\w(?:_|\b)(?:ratio|rate)\b(?!\s*\()/.test(expression)) return 'ratio'
  if (/_bytes(?:_total)?\b/.test(expression))
    return /\/[^/]*_bytes/.test(expression) ? 'ratio' : isRate ? 'bytes-per-second' : 'bytes'
  if (/_celsius\b/.test(expression)) return 'celsius'
  if (/_seconds_total\b/.test(expression)) return isRate ? 'ratio' : 'seconds'
  if (/_seconds\b/.test(expression)) return 'seconds'
  return isRate ? 'per-second' : 'none'
}
