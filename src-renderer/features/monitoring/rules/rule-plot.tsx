import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { Plot, Severity } from '#shared/features/monitoring/values.ts'
import { figuresOf } from '../plots/figures.ts'
import { SeriesPlot } from '../plots/series-plot.tsx'
import type { TimeWindow } from '../plots/time-range.ts'
import { rulePlotQuery } from './queries.ts'
import { worseSide } from './worse-side.ts'

/** The lines that belong to an alert, where its labels name some of them; else all. */
function linesOf(plot: Plot, labels: Readonly<Record<string, string>> | undefined): Plot {
  if (labels === undefined) return plot
  const own = plot.series.filter((series) =>
    Object.entries(series.labels).every(([name, value]) => name === '__name__' || labels[name] === value),
  )
  return own.length === 0 ? plot : { ...plot, series: own }
}

/** The figures around a rule's condition, with the number they are compared with as a line. */
export function RulePlot(props: {
  readonly ruleId: string
  readonly title: string
  readonly window: TimeWindow
  readonly expression: string
  /** The number as one is about to set it; as the rule says unless told. */
  readonly threshold?: number | null
  readonly severity?: Severity | null
  readonly labels?: Readonly<Record<string, string>>
}) {
  const { ruleId, window, labels } = props
  const query = useQuery(rulePlotQuery(ruleId, window))
  const plot = query.data
  const figures = useMemo(
    () =>
      plot === undefined
        ? undefined
        : figuresOf([{ plot: linesOf(plot, labels), legend: '', expression: props.expression }]),
    [plot, labels, props.expression],
  )
  if (query.error !== null && plot === undefined)
    return <ErrorPanel error={query.error} level="warning" onRetry={() => void query.refetch()} />
  if (figures === undefined) return <Skeleton height={204} />
  const number = props.threshold ?? plot?.threshold ?? null
  const isCritical = props.severity === 'critical'
  return (
    <SeriesPlot
      title={props.title}
      figures={figures}
      window={window}
      unit="none"
      isRefreshing={query.isPlaceholderData}
      thresholds={
        number === null
          ? null
          : {
              warning: isCritical ? null : number,
              critical: isCritical ? number : null,
              worse: worseSide(props.expression),
            }
      }
    />
  )
}
