import { keepPreviousData } from '@tanstack/react-query'
import { queries } from '#renderer/api/client.ts'
import type { TimeWindow } from './time-range.ts'

const { plot, instant } = queries.monitoring.queries

/** Answers about a stretch of time that has moved on are soon of no use. */
const keptMs = 60_000

/** Lines of an expression, never more points than can be drawn. */
export const plotQuery = (expression: string, window: TimeWindow, points: number) =>
  plot.queryOptions({ input: { expression, ...window, points }, gcTime: keptMs })

/** What an expression comes to at one moment. */
export const instantQuery = (expression: string, atMs: number) =>
  instant.queryOptions({ input: { expression, atMs }, placeholderData: keepPreviousData, gcTime: keptMs })
