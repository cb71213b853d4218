import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type PlottedQuery, QueryPlot } from '../plots/query-plot.tsx'
import type { TimeRange } from '../plots/time-range.ts'
import type { PlotUnit } from '../plots/unit-text.ts'
import { useTimeWindow } from '../plots/use-time-window.ts'
import classes from './host.module.css'

interface HostPlot {
  readonly key: 'cpuByMode' | 'memoryUsed' | 'diskTraffic' | 'networkTraffic'
  readonly unit: PlotUnit
  readonly queries: readonly PlottedQuery[]
}

const cpuByMode = 'avg by (mode) (rate(node_cpu_seconds_total{mode!="idle"}[1m])) > 0.001'
const memoryUsed = 'node_memory_MemTotal_bytes - node_memory_MemAvailable_bytes'
const traffic = (direction: string) => `rate(node_network_${direction}_bytes_total{device!="lo"}[1m])`

/** The plots with their lines named in the person's language. */
function usePlots(): readonly HostPlot[] {
  const { t } = useTranslation('monitoring')
  return useMemo(() => {
    const named = (key: 'read' | 'written' | 'received' | 'sent') => t(`host.line.${key}`, { device: '{{device}}' })
    return [
      { key: 'cpuByMode', unit: 'ratio', queries: [{ expression: cpuByMode, legend: '{{mode}}' }] },
      {
        key: 'memoryUsed',
        unit: 'bytes',
        queries: [
          { expression: memoryUsed, legend: t('host.line.used') },
          { expression: 'node_memory_Cached_bytes', legend: t('host.line.cached') },
        ],
      },
      {
        key: 'diskTraffic',
        unit: 'bytes-per-second',
        queries: [
          { expression: 'rate(node_disk_read_bytes_total[1m])', legend: named('read') },
          { expression: 'rate(node_disk_written_bytes_total[1m])', legend: named('written') },
        ],
      },
      {
        key: 'networkTraffic',
        unit: 'bytes-per-second',
        queries: [
          { expression: traffic('receive'), legend: named('received') },
          { expression: traffic('transmit'), legend: named('sent') },
        ],
      },
    ]
  }, [t])
}

/** How the machine has fared, with one cursor for all plots. */
export function HostPlots(props: {
  readonly range: TimeRange
  readonly onZoom: (fromMs: number, toMs: number) => void
}) {
  const { t } = useTranslation('monitoring')
  const window = useTimeWindow(props.range)
  return (
    <div className={classes.columns}>
      {usePlots().map(({ key, unit, queries }) => (
        <div key={key} className={classes.card}>
          <QueryPlot
            title={t(`host.plot.${key}`)}
            queries={queries}
            window={window}
            unit={unit}
            syncKey="host"
            height={160}
            onZoom={props.onZoom}
          />
        </div>
      ))}
    </div>
  )
}
