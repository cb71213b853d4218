import { SegmentedControl } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { PlotSeries } from '#renderer/ui/plot/plot-options.ts'
import { TrendPlot } from '#renderer/ui/plot/trend-plot.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { AlertPages } from './alert-pages.tsx'
import { alertStatisticsQuery } from './queries.ts'
import classes from './statistics.module.css'

const route = getRouteApi('/monitoring/alerts/statistics')
const periods = [7, 30, 90, 365] as const
const series = [
  { key: 'critical', color: 'var(--series-3)' },
  { key: 'warning', color: 'var(--series-2)' },
  { key: 'info', color: 'var(--series-6)' },
] as const

interface Statistics {
  readonly days: readonly {
    readonly at: string
    readonly critical: number
    readonly warning: number
    readonly info: number
  }[]
  readonly rules: readonly { readonly rule: string; readonly fired: number; readonly meanMinutes: number }[]
}

function DaysPlot({ days }: { readonly days: Statistics['days'] }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const plot = useMemo(() => {
    const axis = new Intl.DateTimeFormat(format.language, {
      timeZone: format.timeZone,
      month: 'numeric',
      day: 'numeric',
    })
    const date = new Intl.DateTimeFormat(format.language, { timeZone: format.timeZone, dateStyle: 'medium' })
    return {
      times: days.map((day) => Date.parse(day.at) / 1000),
      formatTime: (seconds: number) => date.format(seconds * 1000),
      formatAxis: (seconds: number) => axis.format(seconds * 1000),
      series: series.map(
        ({ key, color }): PlotSeries => ({
          label: t(`severity.${key}`),
          values: days.map((day) => day[key]),
          color,
          kind: 'bars',
          format: format.count,
        }),
      ),
    }
  }, [days, t, format])
  return <TrendPlot title={t('alerts.statistics.byDay')} height={200} stacked {...plot} />
}

function RuleTable({ rules }: { readonly rules: Statistics['rules'] }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('alerts.statistics.rule')}</th>
          <th scope="col" data-align="end">
            {t('alerts.statistics.fired')}
          </th>
          <th scope="col" data-align="end">
            {t('alerts.statistics.mean')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, fired, meanMinutes }) => (
          <tr key={rule}>
            <td>
              <Link to="/monitoring/alerts" search={{ rule, state: 'all' }} className={classes.link}>
                {rule}
              </Link>
            </td>
            <td data-align="end">
              <Count value={fired} />
            </td>
            <td data-align="end">{format.duration(meanMinutes * 60_000)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How often what fires, by day and by rule: what wants to be mended or tuned. */
export function AlertStatisticsScreen() {
  const { t } = useTranslation('monitoring')
  const { days = 30 } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(alertStatisticsQuery(days))
  return (
    <AlertPages here="statistics" fill={false}>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('alerts.statistics.period')}
          value={String(days)}
          data={periods.map((count) => ({ value: String(count), label: t('alerts.statistics.days', { count }) }))}
          onChange={(value) => {
            const chosen = periods.find((period) => String(period) === value)
            void navigate({ search: { days: chosen === 30 ? undefined : chosen }, replace: true })
          }}
        />
      </div>
      <Loaded query={query} heights={[260, 200]}>
        {(data) =>
          data.rules.length === 0 ? (
            <EmptyState
              icon={<IconChartBar size={40} stroke={1.4} />}
              title={t('alerts.statistics.empty')}
              text={t('alerts.statistics.emptyText')}
            />
          ) : (
            <>
              <Section title={t('alerts.statistics.title')}>
                <DaysPlot days={data.days} />
              </Section>
              <Section title={t('alerts.statistics.byRule')} description={t('alerts.statistics.byRuleText')}>
                <RuleTable rules={data.rules} />
              </Section>
            </>
          )
        }
      </Loaded>
    </AlertPages>
  )
}
