import { SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { PlotSeries } from '#renderer/ui/plot/plot-options.ts'
import { TrendPlot } from '#renderer/ui/plot/trend-plot.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { signInStatisticsSchema } from '#shared/features/security/contract/centre.ts'
import lists from '../components/lists.module.css'
import { signInStatisticsQuery } from '../queries.ts'

type Statistics = z.infer<typeof signInStatisticsSchema>

const route = getRouteApi('/security/')
const periods = [1, 7, 30] as const
const series = [
  { key: 'succeeded', color: 'var(--series-4)' },
  { key: 'failed', color: 'var(--series-3)' },
  { key: 'refused', color: 'var(--series-5)' },
] as const

function usePlot(hours: Statistics['hours'], days: number) {
  const { t } = useTranslation('security')
  const format = useFormat()
  return useMemo(() => {
    const axis = new Intl.DateTimeFormat(format.language, {
      timeZone: format.timeZone,
      ...(days === 1 ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { month: 'numeric', day: 'numeric' }),
    })
    return {
      times: hours.map((hour) => Date.parse(hour.at) / 1000),
      formatTime: (seconds: number) => format.minute(seconds * 1000),
      formatAxis: (seconds: number) => axis.format(seconds * 1000),
      series: series.map(
        ({ key, color }): PlotSeries => ({
          label: t(`centre.signIns.${key}`),
          values: hours.map((hour) => hour[key]),
          color,
          kind: 'bars',
          format: format.count,
        }),
      ),
    }
  }, [hours, days, t, format])
}

function Plot({ hours, days }: { readonly hours: Statistics['hours']; readonly days: number }) {
  const { t } = useTranslation('security')
  const plot = usePlot(hours, days)
  return <TrendPlot title={t('centre.signIns.plot')} height={160} stacked {...plot} />
}

function Addresses({ addresses }: { readonly addresses: Statistics['addresses'] }) {
  const { t } = useTranslation('security')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label={t('centre.signIns.addresses')} tabIndex={0} style={{ maxHeight: 320, overflow: 'auto' }}>
      <table className={lists.table}>
        <thead>
          <tr>
            <th scope="col">{t('centre.signIns.address')}</th>
            <th scope="col">{t('centre.signIns.network')}</th>
            <th scope="col" className={lists.number}>
              {t('centre.signIns.succeeded')}
            </th>
            <th scope="col" className={lists.number}>
              {t('centre.signIns.failed')}
            </th>
            <th scope="col" className={lists.number}>
              {t('centre.signIns.last')}
            </th>
          </tr>
        </thead>
        <tbody>
          {addresses.map((one) => (
            <tr key={one.address}>
              <td className={lists.mono}>{one.address}</td>
              <td>{one.network}</td>
              <td className={lists.number}>
                <Count value={one.succeeded} />
              </td>
              <td className={lists.number}>
                <Count value={one.failed} />
              </td>
              <td className={lists.number}>
                <RelativeTime at={one.lastAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Signing in over time and by address. */
export function SignIns() {
  const { t } = useTranslation('security')
  const { days = 7 } = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(signInStatisticsQuery(days))
  const choose = (value: string) => {
    const chosen = periods.find((period) => String(period) === value)
    void navigate({ search: { days: chosen === 7 ? undefined : chosen }, replace: true, resetScroll: false })
  }
  return (
    <Section
      title={t('centre.signIns.title')}
      actions={
        <SegmentedControl
          size="xs"
          flex="none"
          aria-label={t('centre.signIns.days')}
          value={String(days)}
          onChange={choose}
          data={periods.map((count) => ({ value: String(count), label: t('centre.signIns.day', { count }) }))}
        />
      }
    >
      <Loaded query={query} heights={[160, 120]}>
        {({ hours, addresses }) =>
          addresses.length === 0 ? (
            <Text fz="sm" c="dimmed">
              {t('centre.signIns.none')}
            </Text>
          ) : (
            <>
              <Plot hours={hours} days={days} />
              <Addresses addresses={addresses} />
            </>
          )
        }
      </Loaded>
    </Section>
  )
}
