import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { MonitoringPage } from '../layout/monitoring-page.tsx'
import { rangeOf, searchOf, type TimeRange, zoomed } from '../plots/time-range.ts'
import { TimeRangePicker } from '../plots/time-range-picker.tsx'
import { useTimeWindow } from '../plots/use-time-window.ts'
import { Collectors } from './collectors.tsx'
import { Glance } from './glance.tsx'
import { HostPlots } from './host-plots.tsx'
import { HostTables } from './host-tables.tsx'
import { HostVerdict } from './host-verdict.tsx'
import { hostViewQuery } from './queries.ts'

const route = getRouteApi('/monitoring/')

/** Is the machine all right? One sentence, the figures of this moment, how they came about, and its parts. */
export function HostScreen() {
  const { t } = useTranslation('monitoring')
  const mayQuery = useMay('monitoring.query')
  const navigate = route.useNavigate()
  const range = rangeOf(route.useSearch())
  const window = useTimeWindow(range)
  const query = useQuery(hostViewQuery())
  const show = (chosen: TimeRange) => void navigate({ search: searchOf(chosen) })
  return (
    <MonitoringPage
      title={query.data?.hostname ?? t('area.host')}
      description={t('host.text')}
      actions={mayQuery ? <TimeRangePicker range={range} window={window} onChange={show} /> : undefined}
    >
      <Loaded query={query} heights={[96, 120, 260, 260]}>
        {(view) => (
          <>
            <HostVerdict view={view} />
            <Glance view={view} />
            {mayQuery ? (
              <HostPlots
                range={range}
                onZoom={(fromMs, toMs) => {
                  const chosen = zoomed(fromMs, toMs)
                  if (chosen !== undefined) show(chosen)
                }}
              />
            ) : null}
            <HostTables view={view}>
              <Collectors />
            </HostTables>
          </>
        )}
      </Loaded>
    </MonitoringPage>
  )
}
