import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import type { PlotSeries } from '#renderer/ui/plot/plot-options.ts'
import { TrendPlot } from '#renderer/ui/plot/trend-plot.tsx'
import type { Execution } from '#shared/features/backup/values.ts'
import { lastExecutionsQuery } from '../../queries.ts'

const shownRuns = 100

/** The calendar day of a moment at the site. */
function dayOf(seconds: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(seconds * 1000)
}

function usePlots(executions: readonly Execution[] | undefined) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  return useMemo(() => {
    const runs = (executions ?? [])
      .flatMap(({ startedAt, durationMs, figures }) =>
        startedAt === null || durationMs === null || figures === null
          ? []
          : [{ at: Date.parse(startedAt) / 1000, durationMs, addedBytes: figures.addedPackedBytes }],
      )
      .toSorted((a, b) => a.at - b.at)
    const series = (label: string, values: readonly number[], color: string, write: (value: number) => string) =>
      [{ label, values, color, kind: 'bars', format: write }] as const satisfies readonly PlotSeries[]
    return {
      times: runs.map((run) => run.at),
      formatTime: (seconds: number) => format.minute(seconds * 1000),
      formatAxis: (seconds: number) => format.day(dayOf(seconds, format.timeZone)),
      duration: series(
        t('job.trend.duration'),
        runs.map((run) => run.durationMs),
        'var(--series-1)',
        format.duration,
      ),
      added: series(
        t('job.trend.added'),
        runs.map((run) => run.addedBytes),
        'var(--series-4)',
        format.bytes,
      ),
    }
  }, [executions, t, format])
}

/** How long the last runs took and how much they added. Needs at least two of them. */
export function JobTrend({ jobId }: { readonly jobId: string }) {
  const { t } = useTranslation('backup')
  const executions = useQuery(lastExecutionsQuery({ jobId, kind: 'backup' }, shownRuns)).data?.items
  const { times, formatTime, formatAxis, duration, added } = usePlots(executions)
  if (times.length < 2) return null
  return (
    <Section title={t('job.trend.title')} description={t('job.trend.text', { count: times.length })}>
      <Stack gap="sm">
        <TrendPlot
          title={t('job.trend.duration')}
          times={times}
          series={duration}
          formatTime={formatTime}
          formatAxis={formatAxis}
          syncKey={`job-${jobId}`}
        />
        <TrendPlot
          title={t('job.trend.added')}
          times={times}
          series={added}
          formatTime={formatTime}
          formatAxis={formatAxis}
          syncKey={`job-${jobId}`}
        />
      </Stack>
    </Section>
  )
}
