import { useCallback } from 'react'
import { useFormat } from '#renderer/ui/format/use-format.ts'

/** Writes what has a name in both languages; Japanese where there is no English one. */
export function useOwnText(): (ja: string, en: string) => string {
  const { language } = useFormat()
  return useCallback((ja, en) => (language === 'en' && en !== '' ? en : ja), [language])
}
