import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { rangeOf, searchOf, type TimeRange, zoomed } from '../plots/time-range.ts'
import { TimeRangePicker } from '../plots/time-range-picker.tsx'
import { useTimeWindow } from '../plots/use-time-window.ts'
import { QueryAnswer } from './query-answer.tsx'
import { QueryBar } from './query-bar.tsx'
import { QueryExamples } from './query-examples.tsx'
import { useQueryHistory } from './query-history.ts'

const route = getRouteApi('/monitoring/query')

/** What do the figures say to a question of one's own? The question, its time and its view lie in the address. */
export function QueryScreen() {
  const { t } = useTranslation('monitoring')
  const navigate = route.useNavigate()
  const search = route.useSearch()
  const { add } = useQueryHistory()
  const range = rangeOf(search)
  const window = useTimeWindow(range)
  const show = (chosen: TimeRange) => void navigate({ search: (before) => ({ ...before, ...searchOf(chosen) }) })
  return (
    <MonitoringPage
      title={t('area.query')}
      description={t('query.text')}
      actions={<TimeRangePicker range={range} window={window} onChange={show} />}
    >
      <QueryBar
        expression={search.q ?? ''}
        onRun={(q) => {
          add(q)
          void navigate({ search: (before) => ({ ...before, q }) })
        }}
      />
      {search.q === undefined ? (
        <QueryExamples />
      ) : (
        <QueryAnswer
          key={search.q}
          expression={search.q}
          window={window}
          view={search.view ?? 'graph'}
          onView={(view) => void navigate({ search: (before) => ({ ...before, view }), replace: true })}
          onZoom={(fromMs, toMs) => {
            const chosen = zoomed(fromMs, toMs)
            if (chosen !== undefined) show(chosen)
          }}
        />
      )}
    </MonitoringPage>
  )
}
