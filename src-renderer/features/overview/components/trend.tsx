import { Stack } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { TrendPlot } from '#renderer/ui/plot/trend-plot.tsx'
import type { Overview } from '../queries.ts'

const dayOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)

function usePlots(trend: Overview['trend']) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  return useMemo(
    () => ({
      times: trend.map((point) => Date.parse(`${point.day}T00:00:00Z`) / 1000),
      formatTime: (seconds: number) => format.day(dayOf(seconds)),
      results: [
        {
          label: t('trend.succeeded'),
          values: trend.map((point) => point.succeeded),
          color: 'var(--series-1)',
          kind: 'bars' as const,
          format: format.count,
        },
        {
          label: t('trend.warnings'),
          values: trend.map((point) => point.warnings),
          color: 'var(--series-2)',
          kind: 'bars' as const,
          format: format.count,
        },
        {
          label: t('trend.failed'),
          values: trend.map((point) => point.failed),
          color: 'var(--series-3)',
          kind: 'bars' as const,
          format: format.count,
        },
      ],
      added: [
        {
          label: t('trend.added'),
          values: trend.map((point) => point.addedBytes),
          color: 'var(--series-4)',
          kind: 'line' as const,
          format: format.bytes,
        },
      ],
    }),
    [trend, t, format],
  )
}

/** The last thirty days: how runs ended, and how much came in. */
export function Trend({ trend }: { readonly trend: Overview['trend'] }) {
  const { t } = useTranslation('overview')
  const plots = usePlots(trend)
  return (
    <Section title={t('trend.title')}>
      <Stack gap="sm">
        <TrendPlot
          title={t('trend.results')}
          times={plots.times}
          series={plots.results}
          formatTime={plots.formatTime}
          syncKey="overview"
          stacked
        />
        <TrendPlot
          title={t('trend.added')}
          times={plots.times}
          series={plots.added}
          formatTime={plots.formatTime}
          syncKey="overview"
          height={110}
        />
      </Stack>
    </Section>
  )
}
