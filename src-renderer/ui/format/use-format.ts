import { createContext, use, useMemo } from 'react'
import type { Language } from '#shared/contract/identifiers.ts'
import { formatBytes, formatRate } from './bytes.ts'
import { formatCount, formatShare } from './count.ts'
import { formatDuration } from './duration.ts'
import { formatDay, formatInstant, formatMinute, formatRelative } from './instant.ts'

/** Language of the person and zone of the site; every formatted value follows them. */
export interface Locality {
  readonly language: Language
  readonly timeZone: string
}

export const LocalityContext = createContext<Locality>({
  language: 'ja',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
})

/** All formatters, bound to the language and zone in force. */
export function useFormat() {
  const { language, timeZone } = use(LocalityContext)
  return useMemo(
    () => ({
      language,
      timeZone,
      bytes: (value: number) => formatBytes(language, value),
      rate: (value: number) => formatRate(language, value),
      count: (value: number) => formatCount(language, value),
      share: (value: number) => formatShare(language, value),
      duration: (value: number) => formatDuration(language, value),
      instant: (value: string | number) => formatInstant(language, timeZone, value),
      minute: (value: string | number) => formatMinute(language, timeZone, value),
      day: (value: string) => formatDay(language, value),
      relative: (value: string | number, now: number) => formatRelative(language, value, now),
    }),
    [language, timeZone],
  )
}

export type Format = ReturnType<typeof useFormat>
