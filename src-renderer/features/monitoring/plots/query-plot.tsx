import { Skeleton, Text } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import { useCallback } from 'react'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { Plot } from '#shared/features/monitoring/values.ts'
import { type AnsweredQuery, figuresOf } from './figures.ts'
import type { PlotLook } from './plot-options.ts'
import classes from './plots.module.css'
import { plotQuery } from './queries.ts'
import { SeriesPlot, type SeriesPlotProps } from './series-plot.tsx'
import type { TimeWindow } from './time-range.ts'
import { useKept } from './use-kept.ts'

/** A query of a plot and how its lines are named: `{{label}}` stands for a label's value. */
export interface PlottedQuery {
  readonly expression: string
  readonly legend: string
}

const barsAtMost = 48

/** One point for each pixel, in steps, so that a window that is made wider does not ask at each pixel. */
function pointsFor(width: number, look: PlotLook | undefined): number {
  if (look === 'bars') return width === 0 ? 0 : barsAtMost
  return width === 0 ? 0 : Math.min(2000, Math.max(200, Math.ceil(width / 200) * 200))
}

interface Answer {
  readonly data: Plot | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

function joined(queries: readonly PlottedQuery[], answers: readonly Answer[]) {
  const answered = queries.flatMap((query, index): readonly AnsweredQuery[] => {
    const plot = answers[index]?.data
    return plot === undefined ? [] : [{ ...query, plot }]
  })
  return {
    figures: answered.length === queries.length ? figuresOf(answered) : undefined,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => {
      for (const { refetch } of answers) void refetch()
    },
  }
}

/**
 * The answers to the queries of a plot over a stretch of time, joined; `points` is 0 as long as its width is unknown.
 * Those of the stretch before stay until the new ones are there.
 */
export function useFigures(queries: readonly PlottedQuery[], window: TimeWindow, points: number) {
  const answer = useQueries({
    queries: queries.map(({ expression }) => ({ ...plotQuery(expression, window, points), enabled: points > 0 })),
    combine: useCallback((answers: readonly Answer[]) => joined(queries, answers), [queries]),
  })
  const figures = useKept(answer.figures, queries)
  return { ...answer, figures, isRefreshing: answer.figures === undefined && answer.error === null }
}

type QueryPlotProps = Omit<SeriesPlotProps, 'figures' | 'isRefreshing'> & { readonly queries: readonly PlottedQuery[] }

/** A plot of what queries answer, asked for as wide as it is drawn. Give it queries that stay the same object. */
export function QueryPlot({ queries, ...props }: QueryPlotProps) {
  const { ref, width } = useElementSize()
  const { figures, error, isRefreshing, refetch } = useFigures(queries, props.window, pointsFor(width, props.look))
  return (
    <div ref={ref} className={classes.frame}>
      {figures === undefined || error !== null ? (
        <div className={classes.head}>
          <Text component="h2" fw={600} fz="sm" m={0} className={classes.title}>
            {props.title}
          </Text>
          {props.actions}
        </div>
      ) : null}
      {error === null ? null : (
        <ErrorPanel error={error} onRetry={refetch} level={figures === undefined ? 'failed' : 'warning'} />
      )}
      {figures === undefined ? (
        error === null ? (
          <Skeleton height={(props.height ?? 180) + 24} />
        ) : null
      ) : error === null ? (
        <SeriesPlot {...props} figures={figures} isRefreshing={isRefreshing} />
      ) : null}
    </div>
  )
}
