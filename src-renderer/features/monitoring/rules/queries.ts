import { keepPreviousData } from '@tanstack/react-query'
import type { z } from 'zod'
import { queries } from '#renderer/api/client.ts'
import type { ruleFileSchema } from '#shared/features/monitoring/contract/rules.ts'
import type { TimeWindow } from '../plots/time-range.ts'

const { rules } = queries.monitoring
const plotPoints = 300

export const rulesQuery = () => rules.list.queryOptions()

export const ruleQuery = (id: string) => rules.get.queryOptions({ input: { id } })

/** The figures around a rule's condition over a stretch of time. */
export const rulePlotQuery = (id: string, { fromMs, toMs }: TimeWindow) =>
  rules.plot.queryOptions({
    input: { id, fromMs: Math.round(fromMs), toMs: Math.round(toMs), points: plotPoints },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })

export const ruleFilesQuery = () => rules.files.list.queryOptions()

export const ruleFileQuery = (name: string) => rules.files.get.queryOptions({ input: { name } })

/** What is known of a file of rules. */
export type RuleFile = z.infer<typeof ruleFileSchema>

/** What is wrong with the text of a rule file. */
export const checkQuery = (text: string) =>
  rules.files.check.queryOptions({ input: { text }, placeholderData: keepPreviousData, gcTime: 10_000 })
