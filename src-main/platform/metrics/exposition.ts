import type { MetricType } from './declarations.ts'

/** A value with its name and labels; of a histogram the name carries `_bucket`, `_sum` or `_count`. */
export interface MetricSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/** A figure with everything that is known of it. */
export interface MetricFamily {
  readonly name: string
  readonly type: MetricType
  readonly help: string
  readonly samples: readonly MetricSample[]
}

/** The two texts in which programs tell their figures. */
export type ExpositionFormat = 'prometheus' | 'openmetrics'

/** Media types of the texts. */
export const expositionTypes: Readonly<Record<ExpositionFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
}

/** The text that an Accept header prefers; Prometheus' own where nothing is said. */
export function acceptedFormat(accept: string): ExpositionFormat {
  const weights = accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { type, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
  })
  const weightOf = (...types: readonly string[]) =>
    Math.max(0, ...weights.filter(({ type }) => types.includes(type)).map(({ weight }) => weight))
  const openMetrics = weightOf('application/openmetrics-text')
  return openMetrics > 0 && openMetrics >= weightOf('text/plain') ? 'openmetrics' : 'prometheus'
}

/** The families as text; those without a value are left out. */
export function expositionText(families: readonly MetricFamily[], format: ExpositionFormat): string {
  const told = families.filter(({ samples }) => samples.length > 0).map((family) => familyText(family, format))
  return `${told.join('')}${format === 'openmetrics' ? '# EOF\n' : ''}`
}

function familyText({ name, type, help, samples }: MetricFamily, format: ExpositionFormat): string {
  const isOpen = format === 'openmetrics'
  const family = isOpen && type === 'counter' ? name.replace(/_total$/, '') : name
  const lines = samples.map((sample) => sampleLine(sample, isOpen))
  const helpText = isOpen ? escaped(help) : help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
  return [`# HELP ${family} ${helpText}`, `# TYPE ${family} ${type}`, ...lines, ''].join('\n')
}

function sampleLine({ name, labels, value }: MetricSample, isOpen: boolean): string {
  const pairs = Object.entries(labels).map(([label, text]) => {
    const isBound = isOpen && label === 'le' && /^\d+$/.test(text)
    return `${label}="${isBound ? `${text}.0` : escaped(text)}"`
  })
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${numberText(value)}`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? '+Inf' : '-Inf'
}
