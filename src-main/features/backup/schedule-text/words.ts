import type { Language } from '#shared/contract/identifiers.ts'

/** How the parts of a schedule are said in one language. */
export interface ScheduleWords {
  everyMinutes(minutes: number): string
  everyHours(hours: number, minute: number): string
  hourly(minute: number): string
  atTimes(times: readonly string[]): string
  /** Of the hours `first` to `last`, what happens within them. */
  between(first: number, last: number, what: string): string
  everyDay: string
  weekdays(days: readonly number[]): string
  nthWeekday(nth: number, day: number): string
  lastWeekday(day: number): string
  daysOfMonth(days: readonly number[], months: readonly number[] | null): string
  lastDayOfMonth(months: readonly number[] | null): string
  inMonths(months: readonly number[], days: string): string
  together(days: string, time: string, timeIsClock: boolean): string
}

const two = (value: number) => String(value).padStart(2, '0')
const isWorkWeek = (days: readonly number[]) => days.join() === '1,2,3,4,5'

const dayJa = (day: number) => '日月火水木金土'.charAt(day)
const monthsJa = (months: readonly number[]) => `${months.join('・')}月`
const mondayFirst = (days: readonly number[]) => [...days].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7))

const japanese: ScheduleWords = {
  everyMinutes: (minutes) => (minutes === 1 ? '毎分' : `${minutes}分ごと`),
  everyHours: (hours, minute) => `${hours}時間ごと（${two(minute)}分）`,
  hourly: (minute) => `毎時${two(minute)}分`,
  atTimes: (times) => (times.length === 2 ? times.join(' と ') : times.join('、')),
  between: (first, last, what) => `${first}時台から${last}時台まで ${what}`,
  everyDay: '毎日',
  weekdays: (days) => (isWorkWeek(days) ? '平日（月〜金曜日）' : `毎週${mondayFirst(days).map(dayJa).join('・')}曜日`),
  nthWeekday: (nth, day) => `毎月第${nth}${dayJa(day)}曜日`,
  lastWeekday: (day) => `毎月最終${dayJa(day)}曜日`,
  daysOfMonth: (days, months) => `${months ? `毎年${monthsJa(months)}の` : '毎月'}${days.join('・')}日`,
  lastDayOfMonth: (months) => `${months ? `毎年${monthsJa(months)}の` : '毎月'}末日`,
  inMonths: (months, days) => `${monthsJa(months)}の${days}`,
  together: (days, time) => (days === '' ? time : `${days} ${time}`),
}

const dayEn = (day: number) =>
  ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'][day] ?? String(day)
const monthEn = (month: number) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2000, month - 1, 1))
const nthEn = (nth: number) => ['first', 'second', 'third', 'fourth', 'fifth'][nth - 1] ?? String(nth)
const listEn = (items: readonly string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items)
const ofMonths = (months: readonly number[] | null) => (months ? listEn(months.map(monthEn)) : 'every month')

const english: ScheduleWords = {
  everyMinutes: (minutes) => (minutes === 1 ? 'every minute' : `every ${minutes} minutes`),
  everyHours: (hours, minute) => `every ${hours} hours at ${minute} min past`,
  hourly: (minute) => (minute === 0 ? 'every hour on the hour' : `every hour at ${minute} min past`),
  atTimes: listEn,
  between: (first, last, what) => `${what}, from ${two(first)}:00 to ${two(last)}:59`,
  everyDay: 'every day',
  weekdays: (days) =>
    isWorkWeek(days) ? 'on weekdays (Monday to Friday)' : `every ${listEn(mondayFirst(days).map(dayEn))}`,
  nthWeekday: (nth, day) => `on the ${nthEn(nth)} ${dayEn(day)} of every month`,
  lastWeekday: (day) => `on the last ${dayEn(day)} of every month`,
  daysOfMonth: (days, months) => `on day ${listEn(days.map(String))} of ${ofMonths(months)}`,
  lastDayOfMonth: (months) => `on the last day of ${ofMonths(months)}`,
  inMonths: (months, days) => `${days} in ${listEn(months.map(monthEn))}`,
  together: (days, time, timeIsClock) =>
    capitalize([days, timeIsClock ? `at ${time}` : time].filter(Boolean).join(timeIsClock ? ' ' : ', ')),
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const scheduleWords: Readonly<Record<Language, ScheduleWords>> = { ja: japanese, en: english }
