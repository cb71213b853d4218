import { useQueries } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { InstantAnswer } from '#shared/features/monitoring/contract/queries.ts'
import { commonLabels, labelsText, lineName } from '../plots/figures.ts'
import { instantQuery } from '../plots/queries.ts'
import type { PlottedQuery } from '../plots/query-plot.tsx'
import { useKept } from '../plots/use-kept.ts'
import type { PanelValue } from './panels.ts'

interface Answer {
  readonly data: InstantAnswer | undefined
  readonly error: unknown
  readonly refetch: () => unknown
}

function valuesOf({ samples }: InstantAnswer, { expression, legend }: PlottedQuery, place: number): PanelValue[] {
  const common = commonLabels(samples.map(({ labels }) => labels))
  return samples.map(({ labels, value }) => ({
    key: `${place} ${labelsText(labels)}`,
    name: lineName(labels, legend, expression, common),
    value,
  }))
}

/** What the queries of a panel come to at a moment; what they came to before stays until that is known. */
export function usePanelValues(queries: readonly PlottedQuery[], atMs: number) {
  const answer = useQueries({
    queries: queries.map(({ expression }) => instantQuery(expression, atMs)),
    combine: useCallback(
      (answers: readonly Answer[]) => ({
        data: answers.every(({ data }) => data !== undefined)
          ? queries.flatMap((query, place) => {
              const answer = answers[place]?.data
              return answer === undefined ? [] : valuesOf(answer, query, place)
            })
          : undefined,
        error: answers.find(({ error }) => error !== null)?.error ?? null,
        refetch: () => {
          for (const { refetch } of answers) void refetch()
        },
      }),
      [queries],
    ),
  })
  return { ...answer, data: useKept(answer.data, queries) }
}
