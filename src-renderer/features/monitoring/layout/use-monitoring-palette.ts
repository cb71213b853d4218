import { useNavigate } from '@tanstack/react-router'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { type PaletteItem, usePaletteItems } from '#renderer/ui/palette/palette-items.ts'
import { type MonitoringPage, pagesFor } from './monitoring-pages.ts'

const words: Readonly<Record<MonitoringPage['key'], readonly string[]>> = {
  host: ['host', 'cpu', 'memory', 'disk', 'hosuto', 'メモリ', 'ディスク', '負荷', 'fuka'],
  alerts: ['alerts', 'silences', 'maintenance', 'araato', 'keihou', '警報', 'サイレンス', 'メンテナンス'],
  rules: ['rules', 'thresholds', 'ruuru', 'shikiichi', 'しきい値'],
  sources: ['checks', 'scrapes', 'heartbeats', 'shikatsu', '死活監視', '収集', 'ハートビート'],
  notifications: ['notifications', 'channels', 'routes', 'tsuuchi', 'slack', 'webhook', '通知先', '振り分け'],
  dashboards: ['dashboards', 'dasshuboodo', 'graph', 'gurafu', 'グラフ'],
  database: ['database', 'slow query', 'index', 'deetabeesu', 'sakuin', 'データベース', '索引', '遅いクエリ'],
  query: ['query', 'promql', 'metrics', 'kueri', 'shihyou', '指標', 'メトリクス'],
}

/** Pages of the monitoring area for the command palette. Use it once, inside the shell. */
export function useMonitoringPalette(): void {
  const { t } = useTranslation('monitoring')
  const { permissions } = useSession()
  const navigate = useNavigate()
  const latest = useRef(navigate)
  latest.current = navigate
  const items = useMemo(
    () =>
      pagesFor(permissions).map(
        ({ key, to }): PaletteItem => ({
          id: `monitoring-${key}`,
          title: t(`area.${key}`),
          group: t('area.title'),
          words: words[key],
          run: () => void latest.current({ to }),
        }),
      ),
    [permissions, t],
  )
  usePaletteItems(items)
}
