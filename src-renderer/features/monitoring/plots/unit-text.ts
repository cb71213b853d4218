import type { Format } from '#renderer/ui/format/use-format.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Panel, SampleValue } from '#shared/features/monitoring/values.ts'

export type PlotUnit = Panel['unit']

/** What of the formatters values need. */
export type ValueFormat = Pick<Format, 'language' | 'bytes' | 'duration'>

const smallSeconds = [
  { below: 1e-6, factor: 1e9, name: 'ns' },
  { below: 1e-3, factor: 1e6, name: 'µs' },
  { below: 1, factor: 1e3, name: 'ms' },
] as const

function number(language: Language, value: number, digits: number): string {
  const options = { maximumSignificantDigits: digits }
  const size = Math.abs(value)
  if (size >= 1e6) return new Intl.NumberFormat(language, { ...options, notation: 'compact' }).format(value)
  if (size !== 0 && size < 1e-4) return value.toExponential(2)
  return new Intl.NumberFormat(language, size >= 1000 ? { maximumFractionDigits: 1 } : options).format(value)
}

function secondsText(format: ValueFormat, value: number): string {
  const small = value === 0 ? undefined : smallSeconds.find(({ below }) => value < below)
  if (small === undefined) return format.duration(value * 1000)
  return `${number(format.language, value * small.factor, 3)} ${small.name}`
}

function positive(format: ValueFormat, unit: PlotUnit, value: number): string {
  const { language } = format
  switch (unit) {
    case 'percent':
      return `${number(language, value, 3)}%`
    case 'ratio':
      return `${number(language, value * 100, 3)}%`
    case 'bytes':
      return format.bytes(value)
    case 'bytes-per-second':
      return `${format.bytes(value)}/s`
    case 'seconds':
      return secondsText(format, value)
    case 'per-second':
      return `${number(language, value, 3)}/s`
    case 'celsius':
      return `${number(language, value, 3)} °C`
    case 'count':
    case 'none':
      return number(language, value, 4)
  }
}

/** A value with its unit for people, short enough for an axis ("1.2 GB", "34%", "12 ms"). */
export function unitText(format: ValueFormat, unit: PlotUnit, value: number): string {
  return value < 0 ? `−${positive(format, unit, -value)}` : positive(format, unit, value)
}

/** A sample with its unit; what is no number by its name, and a dash where nothing is known. */
export function sampleText(format: ValueFormat, unit: PlotUnit, value: SampleValue | undefined): string {
  if (value === null || value === undefined) return '–'
  return typeof value === 'number' ? unitText(format, unit, value) : value
}
