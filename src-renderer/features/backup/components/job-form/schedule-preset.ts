/** A schedule as most people think of it. Days count from 0 for Sunday; times are "HH:MM". */
export type SchedulePreset =
  | { readonly kind: 'none' }
  | { readonly kind: 'hourly'; readonly minute: number }
  | { readonly kind: 'daily'; readonly time: string }
  | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly time: string }
  | { readonly kind: 'custom'; readonly cron: string }

export type PresetKind = SchedulePreset['kind']

const number = /^\d{1,2}$/
const dayList = /^[0-7](?:-[0-7])?(?:,[0-7](?:-[0-7])?)*$/

function timeOf(hour: string, minute: string): string | null {
  if (!number.test(hour) || !number.test(minute) || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}

function daysOf(field: string): readonly number[] | null {
  if (!dayList.test(field)) return null
  const days = new Set<number>()
  for (const part of field.split(',')) {
    const [from = 0, to = from] = part.split('-').map(Number)
    if (to < from) return null
    for (let day = from; day <= to; day++) days.add(day % 7)
  }
  return [...days].sort((a, b) => a - b)
}

/** The preset that a cron text stands for; whatever is none stays cron text. Null means by hand. */
export function presetOf(cron: string | null): SchedulePreset {
  if (cron === null) return { kind: 'none' }
  const custom = { kind: 'custom', cron } as const
  const [minute, hour, day, month, weekday, ...rest] = cron.trim().split(/\s+/)
  if (minute === undefined || hour === undefined || weekday === undefined || rest.length > 0) return custom
  if (day !== '*' || month !== '*') return custom
  if (hour === '*' && weekday === '*' && number.test(minute) && Number(minute) < 60)
    return { kind: 'hourly', minute: Number(minute) }
  const time = timeOf(hour, minute)
  if (time === null) return custom
  if (weekday === '*') return { kind: 'daily', time }
  const days = daysOf(weekday)
  return days === null ? custom : { kind: 'weekly', days, time }
}

/** The cron text of a preset; null for by hand. A weekly one without days has none yet and answers empty text. */
export function cronOf(preset: SchedulePreset): string | null {
  switch (preset.kind) {
    case 'none':
      return null
    case 'hourly':
      return `${preset.minute} * * * *`
    case 'custom':
      return preset.cron
    case 'daily':
      return `${clock(preset.time)} * * *`
    case 'weekly':
      return preset.days.length === 0 ? '' : `${clock(preset.time)} * * ${preset.days.join(',')}`
  }
}

function clock(time: string): string {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return `${minute} ${hour}`
}

/** Goes over to another kind and keeps what fits: the time of day, or the text for cron. */
export function switchPreset(from: SchedulePreset, kind: PresetKind): SchedulePreset {
  const time = 'time' in from ? from.time : '02:00'
  switch (kind) {
    case 'none':
      return { kind }
    case 'hourly':
      return { kind, minute: 'time' in from ? Number(from.time.slice(3)) : 0 }
    case 'daily':
      return { kind, time }
    case 'weekly':
      return { kind, days: [1, 2, 3, 4, 5], time }
    case 'custom':
      return { kind, cron: cronOf(from) || '0 2 * * *' }
  }
}
