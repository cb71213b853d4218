import { ActionIcon, Skeleton, Text, Tooltip } from '@mantine/core'
import { IconTerminal2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { Panel } from '#shared/features/monitoring/values.ts'
import { QueryPlot } from '../plots/query-plot.tsx'
import { searchOf, type TimeRange, type TimeWindow } from '../plots/time-range.ts'
import classes from './panels.module.css'
import { useOwnText } from './use-own-text.ts'
import { usePanelValues } from './use-panel-values.ts'
import { GaugePanel, SharesPanel, StatPanel, TablePanel } from './value-panels.tsx'

export interface PanelViewProps {
  readonly panel: Panel
  readonly range: TimeRange
  readonly window: TimeWindow
  readonly onZoom: (fromMs: number, toMs: number) => void
}

const valueViews = { stat: StatPanel, gauge: GaugePanel, table: TablePanel, pie: SharesPanel } as const

const rowPixels = 96
const besidesPlot = 104

function AskLink({ title, expression, range }: { title: string; expression: string; range: TimeRange }) {
  const { t } = useTranslation('monitoring')
  const label = t('dashboard.askOf', { title })
  return (
    <Tooltip label={t('dashboard.ask')}>
      <ActionIcon
        aria-label={label}
        renderRoot={(props) => (
          <Link to="/monitoring/query" search={{ q: expression, ...searchOf(range) }} {...props} />
        )}
      >
        <IconTerminal2 size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

type ValuePanelKind = keyof typeof valueViews

function Values({ panel, kind, window }: PanelViewProps & { readonly kind: ValuePanelKind }) {
  const { t } = useTranslation('monitoring')
  const { data, error, refetch } = usePanelValues(panel.queries, window.toMs)
  const View = valueViews[kind]
  return (
    <div className={classes.body}>
      {error === null ? null : <ErrorPanel error={error} onRetry={refetch} />}
      {data === undefined ? (
        error === null ? (
          <Skeleton height={40} />
        ) : null
      ) : data.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('plot.nothing')}
        </Text>
      ) : (
        <View panel={panel} values={data} />
      )}
    </div>
  )
}

/** What a panel shows, by its kind. */
export function PanelView(props: PanelViewProps) {
  const text = useOwnText()
  const { panel, range, window } = props
  const { kind } = panel
  const title = text(panel.title, panel.titleEn)
  const ask = <AskLink title={title} expression={panel.queries[0]?.expression ?? ''} range={range} />
  if (kind === 'graph' || kind === 'bars')
    return (
      <QueryPlot
        title={title}
        queries={panel.queries}
        window={window}
        unit={panel.unit}
        look={kind === 'bars' ? 'bars' : 'lines'}
        thresholds={panel.thresholds}
        height={Math.max(80, panel.height * rowPixels - besidesPlot)}
        syncKey="dashboard"
        onZoom={props.onZoom}
        actions={ask}
      />
    )
  return (
    <>
      <div className={classes.head}>
        <Text component="h2" fw={600} fz="sm" m={0}>
          {title}
        </Text>
        {ask}
      </div>
      <Values {...props} kind={kind} />
    </>
  )
}
