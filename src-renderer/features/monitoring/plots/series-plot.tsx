import { ActionIcon, Loader, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAlertTriangle, IconDownload, IconTable } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { saveTextFile, toCsv } from '#renderer/ui/table/delimited-text.ts'
import type { Panel } from '#shared/features/monitoring/values.ts'
import { figureColumns, figureRows } from './figure-columns.ts'
import { FigureTable } from './figure-table.tsx'
import { type Figures, lastKnown } from './figures.ts'
import { PlotLegend } from './plot-legend.tsx'
import type { PlotLook } from './plot-options.ts'
import classes from './plots.module.css'
import type { TimeWindow } from './time-range.ts'
import { type PlotUnit, sampleText } from './unit-text.ts'
import { usePlotKeys } from './use-plot-keys.ts'
import { useTimePlot } from './use-time-plot.ts'

export interface SeriesPlotProps {
  readonly title: string
  readonly figures: Figures
  /** The stretch of time in sight, whether or not there are figures for all of it. */
  readonly window: TimeWindow
  readonly unit: PlotUnit
  /** Lines, unless bars on top of each other are asked for. */
  readonly look?: PlotLook
  /** Limits that are drawn as lines. */
  readonly thresholds?: Panel['thresholds']
  /** Height of the drawing in pixels, without its legend. */
  readonly height?: number
  /** Plots with the same key share their cursor. */
  readonly syncKey?: string
  readonly isRefreshing?: boolean
  /** Asked when somebody draws over a stretch of time. */
  readonly onZoom?: (fromMs: number, toMs: number) => void
  /** Further buttons at the right of the heading. */
  readonly actions?: ReactNode
}

const ignore = () => undefined
const spokenLines = 5

function Notes({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation('monitoring')
  const notes = [...(figures.omitted > 0 ? [t('plot.omitted', { count: figures.omitted })] : []), ...figures.warnings]
  if (notes.length === 0) return null
  return (
    <Tooltip label={notes.join('\n')} multiline maw={420}>
      <ActionIcon aria-label={notes.join(' ')}>
        <IconAlertTriangle size={16} aria-hidden color="var(--state-warning-mark)" />
      </ActionIcon>
    </Tooltip>
  )
}

function PlotActions(props: { readonly title: string; readonly onTable: () => void; readonly onSave: () => void }) {
  const { t } = useTranslation('monitoring')
  const { title } = props
  return (
    <>
      <Tooltip label={t('plot.asTable')}>
        <ActionIcon aria-label={t('plot.asTableOf', { title })} aria-keyshortcuts="t" onClick={props.onTable}>
          <IconTable size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('plot.asCsv')}>
        <ActionIcon aria-label={t('plot.asCsvOf', { title })} aria-keyshortcuts="c" onClick={props.onSave}>
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

/** What a screen reader says of a place on the plot. */
function useSpoken({ figures, unit }: SeriesPlotProps, index: number | undefined): string {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const time = index === undefined ? undefined : figures.times[index]
  if (index === undefined || time === undefined) return t('plot.nothing')
  const values = figures.lines
    .slice(0, spokenLines)
    .map(({ name, values: own }) => `${name} ${sampleText(format, unit, own[index])}`)
  return [format.instant(time * 1000), ...values].join(' ')
}

/**
 * Figures over time. Hovering or the arrow keys show exact values, drawing over a stretch zooms, T shows the same as a
 * table, C saves it as CSV. Where nothing is known there is a gap.
 */
export function SeriesPlot(props: SeriesPlotProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { title, figures, unit, height = 180, onZoom = ignore } = props
  const [hovered, setHovered] = useState<number | null>(null)
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [asTable, table] = useDisclosure(false)
  const headingId = useId()
  const index = hovered !== null && hovered < figures.times.length ? hovered : lastKnown(figures)
  const spoken = useSpoken(props, index)
  const { host, plot } = useTimePlot({
    figures,
    ...props.window,
    unit,
    look: props.look ?? 'lines',
    thresholds: props.thresholds ?? null,
    height,
    syncKey: props.syncKey,
    hidden,
    onCursor: setHovered,
    onZoom,
  })
  const save = () =>
    saveTextFile(
      `${title}.csv`,
      'text/csv',
      toCsv(figureColumns(figures, unit, format, t('plot.timeIn', { zone: format.timeZone })), figureRows(figures)),
    )
  const onKeyDown = usePlotKeys({ plot, times: figures.times, index, onTable: table.open, onSave: save, onZoom })
  const time = index === undefined ? undefined : figures.times[index]
  const isEmpty = figures.lines.length === 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-labelledby={headingId} className={classes.frame}>
      <div className={classes.head}>
        <div className={classes.title}>
          <Text id={headingId} component="h2" fw={600} fz="sm" m={0}>
            {title}
          </Text>
          {time === undefined || isEmpty ? null : (
            <Text fz={12} c="dimmed" span>
              <time dateTime={new Date(time * 1000).toISOString()}>{format.minute(time * 1000)}</time>
            </Text>
          )}
        </div>
        <div className={classes.actions}>
          {props.isRefreshing === true ? <Loader size={14} role="img" aria-label={t('plot.refreshing')} /> : null}
          <Notes figures={figures} />
          {props.actions}
          <PlotActions title={title} onTable={table.open} onSave={save} />
        </div>
      </div>
      {isEmpty ? (
        <div className={classes.nothing} style={{ height }}>
          {t('plot.nothing')}
        </div>
      ) : (
        <div
          ref={host}
          className={classes.canvas}
          style={{ height }}
          role="slider"
          tabIndex={0}
          aria-label={t('plot.cursorOf', { title })}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, figures.times.length - 1)}
          aria-valuenow={index ?? 0}
          aria-valuetext={spoken}
          aria-keyshortcuts="ArrowLeft ArrowRight + - t c"
          onKeyDown={onKeyDown}
        />
      )}
      {isEmpty ? null : <PlotLegend figures={figures} unit={unit} index={index} hidden={hidden} onHidden={setHidden} />}
      <FigureTable title={title} figures={figures} unit={unit} opened={asTable} onClose={table.close} />
    </div>
  )
}
