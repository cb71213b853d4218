import { formatGoNumber } from './go-number.ts'
import { GoInteger, type TemplateValue, typeName, valueText } from './values.ts'

const directive = /%([-+# 0]*)(\d+)?(?:\.(\d*))?([a-zA-Z%])|%$/g

interface Directive {
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
  readonly verb: string
}

/** Go's Sprintf for text, whole numbers, other numbers and booleans; a verb that does not fit is told in the text as Go does. */
export function sprintf(format: string, values: readonly TemplateValue[]): string {
  let next = 0
  const text = format.replaceAll(directive, (whole, flags, width, precision, verb) => {
    if (whole === '%') return '%!(NOVERB)'
    if (verb === '%') return '%'
    if (next >= values.length) return `%!${verb}(MISSING)`
    const value = values[next] ?? null
    next += 1
    const read = {
      flags,
      width: Number(width ?? 0),
      precision: precision === undefined ? undefined : Number(precision),
      verb,
    }
    return pad(formatted(read, value), read, value)
  })
  const extra = values.slice(next).map((value) => `${typeName(value)}=${valueText(value)}`)
  return extra.length === 0 ? text : `${text}%!(EXTRA ${extra.join(', ')})`
}

function formatted({ flags, precision, verb }: Directive, value: TemplateValue): string {
  if (verb === 'v')
    return signed(flags, value, typeof value === 'number' ? formatGoNumber(value, 'g', precision) : valueText(value))
  if (typeof value === 'number') {
    if (verb === 'f' || verb === 'F') return signed(flags, value, formatGoNumber(value, 'f', precision))
    if (verb === 'g' || verb === 'e') return signed(flags, value, formatGoNumber(value, verb, precision))
  }
  if (value instanceof GoInteger) {
    const radix = { d: 10, x: 16, X: 16, o: 8, b: 2 }[verb]
    if (radix !== undefined) return signed(flags, value.value, inRadix(value.value, radix, verb))
  }
  if (typeof value === 'boolean' && verb === 't') return String(value)
  if (typeof value === 'string') {
    if (verb === 's') return [...value].slice(0, precision).join('')
    if (verb === 'q') return JSON.stringify(value)
  }
  if (typeof value === 'object' && verb === 's' && !(value instanceof GoInteger)) return valueText(value)
  return `%!${verb}(${typeName(value)}=${valueText(value)})`
}

function inRadix(value: number, radix: number, verb: string): string {
  const text = value.toString(radix)
  return verb === 'X' ? text.toUpperCase() : text
}

function signed(flags: string, value: TemplateValue, text: string): string {
  const isNumber = typeof value === 'number' || value instanceof GoInteger
  if (!isNumber || /^[+-]/.test(text)) return text
  if (flags.includes('+')) return `+${text}`
  return flags.includes(' ') ? ` ${text}` : text
}

function pad(text: string, { flags, width }: Directive, value: TemplateValue): string {
  const missing = width - [...text].length
  if (missing <= 0) return text
  if (flags.includes('-')) return text + ' '.repeat(missing)
  const fillable = typeof value === 'number' ? Number.isFinite(value) : value instanceof GoInteger
  if (!flags.includes('0') || !fillable) return ' '.repeat(missing) + text
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  return sign + '0'.repeat(missing) + text.slice(sign.length)
}
