import { z } from 'zod'
import { rangeOf, type TimeRangeSearch, timeRangeSearch, windowOf } from '#renderer/features/monitoring/index.ts'
import { type LogFilter, logLevelSchema } from '#shared/features/logs/contract.ts'

const word = (most: number) => z.string().min(1).max(most).optional().catch(undefined)

/** What the log is narrowed to, as it stands in the address. */
export const logSearchSchema = z.object({
  ...timeRangeSearch,
  /** Whatever the time, instead of a stretch of it. */
  span: z.literal('all').optional().catch(undefined),
  source: word(64),
  levels: z.array(logLevelSchema).min(1).max(5).optional().catch(undefined),
  module: word(100),
  request: word(128),
  user: word(128),
  text: word(500),
})
export type LogSearch = z.infer<typeof logSearchSchema>

/** The log of the program itself. */
export const ownSource = 'own'

/** What one sees where the address names no time. */
export const usualSpan = '24h'

const noRange = { last: undefined, from: undefined, to: undefined } satisfies Required<TimeRangeSearch>

/** All the time there is, as it goes into an address. */
export const wholeTime = { ...noRange, span: 'all' } as const

/** From when to when is looked; a stretch that ends now has no end, so that the newest line is in it. */
export function timesOf(search: LogSearch, nowMs: number): Pick<LogFilter, 'fromMs' | 'toMs'> {
  if (search.span === 'all') return {}
  const range = rangeOf(search, usualSpan)
  const { fromMs, toMs } = windowOf(range, nowMs)
  return range.kind === 'fixed' ? { fromMs, toMs } : { fromMs }
}

/** What the program is asked for. */
export function filterOf(search: LogSearch, nowMs: number): LogFilter {
  return {
    ...timesOf(search, nowMs),
    source: search.source ?? ownSource,
    levels: search.levels ?? [],
    logger: search.module ?? '',
    correlationId: search.request ?? '',
    userId: search.user ?? '',
    text: search.text ?? '',
  }
}

const present = (text: string) => (text === '' ? undefined : text)

/** A kept filter as it goes into the address; one that was kept without a time leaves the time as it is. */
export function searchOfFilter(filter: LogFilter, before: LogSearch): LogSearch {
  const { fromMs, toMs } = filter
  const times =
    fromMs !== undefined && toMs !== undefined ? { ...noRange, span: undefined, from: fromMs, to: toMs } : {}
  return {
    ...before,
    ...times,
    source: filter.source === ownSource ? undefined : filter.source,
    levels: filter.levels.length === 0 ? undefined : filter.levels,
    module: present(filter.logger),
    request: present(filter.correlationId),
    user: present(filter.userId),
    text: present(filter.text),
  }
}

/** A filter to be kept under a name: with its times only where they are fixed, for "the last hour" has none. */
export function filterToKeep(search: LogSearch): LogFilter {
  const { fromMs, toMs, ...filter } = filterOf(search, 0)
  return fromMs === undefined || toMs === undefined ? filter : { ...filter, fromMs, toMs }
}

/** Whether anything but the time narrows what is shown. */
export function isNarrowed({ levels, module, request, user, text }: LogSearch): boolean {
  return [levels, module, request, user, text].some((value) => value !== undefined)
}

/** What of a search stays when everything but the source and the time is taken away. */
export function withoutNarrowing(search: LogSearch): LogSearch {
  return { ...search, levels: undefined, module: undefined, request: undefined, user: undefined, text: undefined }
}
