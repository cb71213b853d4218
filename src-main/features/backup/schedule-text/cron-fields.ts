/** One field of a cron text as far as it can be read aloud. `null` stands for anything rarer. */
export type CronField =
  | { readonly kind: 'any' }
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'values'; readonly values: readonly number[] }
  /** Last day of the month, or last such weekday of the month. */
  | { readonly kind: 'last'; readonly weekday: number | null }
  | { readonly kind: 'nth'; readonly weekday: number; readonly nth: number }

export interface CronFields {
  readonly minute: CronField
  readonly hour: CronField
  readonly day: CronField
  readonly month: CronField
  readonly weekday: CronField
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** Takes a cron text of five fields apart; null when one of them is of a rare form. */
export function readCronFields(cron: string): CronFields | null {
  const [minute, hour, day, month, weekday] = cron.trim().toLowerCase().split(/\s+/)
  const fields = {
    minute: readField(minute),
    hour: readField(hour),
    day: readField(day),
    month: readField(replaceNames(month, monthNames, 1)),
    weekday: readWeekday(replaceNames(weekday, weekdayNames, 0)),
  }
  const { minute: m, hour: h, day: d, month: o, weekday: w } = fields
  return m && h && d && o && w ? { minute: m, hour: h, day: d, month: o, weekday: w } : null
}

function replaceNames(text: string | undefined, names: readonly string[], first: number): string | undefined {
  return names.reduce((result, name, at) => result?.replaceAll(name, String(at + first)), text)
}

function readField(text: string | undefined): CronField | null {
  if (text === undefined) return null
  if (text === '*' || text === '*/1') return { kind: 'any' }
  if (text === 'l') return { kind: 'last', weekday: null }
  const step = /^\*\/(\d+)$/.exec(text)?.[1]
  if (step !== undefined) return { kind: 'step', step: Number(step) }
  const values = text.split(',').map(readRange)
  if (values.some((range) => range === null)) return null
  return { kind: 'values', values: sortedUnique(values.flatMap((range) => range ?? [])) }
}

function readWeekday(text: string | undefined): CronField | null {
  const nth = /^([0-7])#([1-5])$/.exec(text ?? '')
  if (nth) return { kind: 'nth', weekday: Number(nth[1]) % 7, nth: Number(nth[2]) }
  const last = /^([0-7])l$/.exec(text ?? '')
  if (last) return { kind: 'last', weekday: Number(last[1]) % 7 }
  const field = readField(text)
  if (field?.kind !== 'values') return field?.kind === 'any' ? field : null
  const values = sortedUnique(field.values.map((value) => value % 7))
  return values.length === 7 ? { kind: 'any' } : { kind: 'values', values }
}

function readRange(text: string): number[] | null {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  if (first === undefined) return null
  const from = Number(first)
  const to = Number(last ?? first)
  return to < from ? null : Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

function sortedUnique(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}
