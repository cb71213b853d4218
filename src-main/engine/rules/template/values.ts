import type { Labels } from '../../timeseries/index.ts'
import { formatGoNumber } from './go-number.ts'

/** A whole number of a template, which Go never mixes with other numbers when comparing. */
export class GoInteger {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

/** One element of what a query in a template answers. */
export class TemplateSample {
  readonly labels: Labels
  readonly value: number

  constructor(labels: Labels, value: number) {
    this.labels = labels
    this.value = value
  }
}

/** Names and values that a template reads with a dot, such as labels. */
export class TemplateMap {
  readonly entries: ReadonlyMap<string, TemplateValue>
  /** Whether an unknown name is a mistake (fields of a thing) or empty (labels). */
  readonly closed: boolean

  constructor(entries: ReadonlyMap<string, TemplateValue>, closed: boolean) {
    this.entries = entries
    this.closed = closed
  }

  static ofLabels(labels: Labels): TemplateMap {
    return new TemplateMap(new Map(labels.entries()), false)
  }
}

/** What stands for a value of Go while a template is filled in; a plain number is a float64. */
export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | GoInteger
  | TemplateMap
  | TemplateSample
  | readonly TemplateValue[]

/** A template that was read but cannot be filled in with these values. */
export class TemplateExecutionError extends Error {
  override readonly name = 'TemplateExecutionError'
}

/** The text of a value as Go's `%v` writes it. */
export function valueText(value: TemplateValue): string {
  if (value === null) return '<no value>'
  if (typeof value === 'number') return formatGoNumber(value, 'g')
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (value instanceof GoInteger) return String(value.value)
  if (value instanceof TemplateMap) {
    const pairs = [...value.entries].sort(([left], [right]) => (left < right ? -1 : 1))
    return `map[${pairs.map(([name, held]) => `${name}:${valueText(held)}`).join(' ')}]`
  }
  if (value instanceof TemplateSample)
    return `{${valueText(TemplateMap.ofLabels(value.labels))} ${valueText(value.value)}}`
  return `[${value.map(valueText).join(' ')}]`
}

/** A value as JSON has it. */
export function plainOf(value: TemplateValue): unknown {
  if (value instanceof GoInteger) return value.value
  if (value instanceof TemplateMap)
    return Object.fromEntries([...value.entries].map(([name, held]) => [name, plainOf(held)]))
  if (value instanceof TemplateSample) return { labels: value.labels, value: value.value }
  return Array.isArray(value) ? value.map(plainOf) : value
}

/** Whether Go takes a value for true: anything but its type's zero. */
export function isTrue(value: TemplateValue): boolean {
  if (value instanceof GoInteger) return value.value !== 0
  if (value instanceof TemplateMap) return value.entries.size > 0
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'number' ? value !== 0 : Boolean(value)
}

/** The name Go has for a value's type, for messages. */
export function typeName(value: TemplateValue): string {
  if (value === null) return 'nil'
  if (typeof value === 'number') return 'float64'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string') return 'string'
  if (value instanceof GoInteger) return 'int'
  if (value instanceof TemplateMap) return 'map'
  return value instanceof TemplateSample ? 'sample' : 'list'
}
