import type { SampleValue } from '#shared/features/monitoring/values.ts'

/** A value as text, as Prometheus writes it. */
export function sampleText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? '+Inf' : '-Inf'
}

/** The value of such a text, as answers carry it. */
export function sampleValueOf(text: string): SampleValue {
  return text === 'NaN' || text === '+Inf' || text === '-Inf' ? text : Number(text)
}
