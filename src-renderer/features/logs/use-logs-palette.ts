import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { type PaletteItem, usePaletteItems } from '#renderer/ui/palette/palette-items.ts'
import { pagesFor } from './log-page-list.ts'

type PageKey = ReturnType<typeof pagesFor>[number]['key']

const words: Readonly<Record<PageKey, readonly string[]>> = {
  search: ['logs', 'rogu', 'kensaku', '検索', 'search', 'エラー', 'error'],
  live: ['tail', 'live', 'raibu', 'follow'],
  sources: ['sources', 'fairu', 'file', 'bundle'],
  bundle: ['support', 'sapooto', 'bundle', '診断', 'shindan'],
  shipping: ['syslog', 'otlp', 'opentelemetry', 'tensou', 'shipping'],
}

/** Pages of the log for the command palette. Use it once, inside the shell. */
export function useLogsPalette(): void {
  const { t } = useTranslation('logs')
  const { permissions } = useSession()
  const navigate = useNavigate()
  const latest = useRef(navigate)
  latest.current = navigate
  const items = useMemo(
    () =>
      pagesFor(permissions).map(
        ({ key, to }): PaletteItem => ({
          id: `logs-${key}`,
          title: t(`page.${key}`),
          group: t('title'),
          words: words[key],
          run: () => void latest.current({ to }),
        }),
      ),
    [permissions, t],
  )
  usePaletteItems(items)
}
