import { Group, SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { panelSchema } from '#shared/features/monitoring/values.ts'
import { QueryPlot } from '../plots/query-plot.tsx'
import type { TimeWindow } from '../plots/time-range.ts'
import type { PlotUnit } from '../plots/unit-text.ts'
import { AnswerTable } from './answer-table.tsx'
import { guessedUnit } from './expression.ts'
import classes from './query.module.css'

export const answerViews = ['graph', 'table'] as const
export type AnswerView = (typeof answerViews)[number]

const units = panelSchema.shape.unit.unwrap().options

/** What a question comes to, as a plot over the stretch of time or as a table of its last moment. */
export function QueryAnswer(props: {
  readonly expression: string
  readonly window: TimeWindow
  readonly view: AnswerView
  readonly onView: (view: AnswerView) => void
  readonly onZoom: (fromMs: number, toMs: number) => void
}) {
  const { t } = useTranslation('monitoring')
  const { expression, window } = props
  const [chosen, choose] = useState<PlotUnit | null>(null)
  const unit = chosen ?? guessedUnit(expression)
  const queries = useMemo(() => [{ expression, legend: '' }], [expression])
  return (
    <section className={classes.answer} aria-label={t('query.answer')}>
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('query.view')}
          value={props.view}
          data={answerViews.map((value) => ({ value, label: t(`query.views.${value}`) }))}
          onChange={(value) => props.onView(answerViews.find((view) => view === value) ?? 'graph')}
        />
        <Select
          size="xs"
          w={180}
          aria-label={t('unit.label')}
          allowDeselect={false}
          value={unit}
          data={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(value) => choose(units.find((one) => one === value) ?? null)}
        />
      </Group>
      {props.view === 'graph' ? (
        <QueryPlot
          title={t('query.answer')}
          queries={queries}
          window={window}
          unit={unit}
          height={360}
          onZoom={props.onZoom}
        />
      ) : (
        <AnswerTable expression={expression} atMs={window.toMs} unit={unit} />
      )}
    </section>
  )
}
