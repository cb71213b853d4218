import { ActionIcon, Group, ScrollArea, Table, Text, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconChartLine, IconTable } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import 'uplot/dist/uPlot.min.css'
import uPlot from 'uplot'
import { type PlotSeries, plotOptions, stackedForDrawing } from './plot-options.ts'
import classes from './trend-plot.module.css'

interface TrendPlotProps {
  readonly title: string
  /** Moments in seconds since 1970, rising. */
  readonly times: readonly number[]
  readonly series: readonly PlotSeries[]
  readonly formatTime: (seconds: number) => string
  /** Shorter writing for the axis; as `formatTime` unless told. */
  readonly formatAxis?: (seconds: number) => string
  readonly height?: number
  /** Draws the series on top of each other, the first at the bottom. */
  readonly stacked?: boolean
  /** Plots with the same key share their cursor. */
  readonly syncKey?: string
}

function usePlot(props: TrendPlotProps, onHover: (index: number | null) => void, drawn: boolean) {
  const host = useRef<HTMLDivElement>(null)
  const latest = useRef(onHover)
  latest.current = onHover
  const { colorScheme } = useMantineColorScheme()
  const { times, series, formatTime, formatAxis = formatTime, height = 140, syncKey, stacked = false } = props
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the scheme changes
  useEffect(() => {
    const element = host.current
    if (element === null || !drawn) return
    const drawnSeries = stacked ? stackedForDrawing(series) : series
    const options = plotOptions({
      element,
      height,
      series: drawnSeries,
      formatAxis,
      padSeconds: ((times[1] ?? 0) - (times[0] ?? 0)) / 2,
      syncKey,
      onHover: (index) => latest.current(index),
    })
    const plot = new uPlot(options, [[...times], ...drawnSeries.map((one) => [...one.values])], element)
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }))
    observer.observe(element)
    return () => {
      observer.disconnect()
      plot.destroy()
    }
  }, [times, series, formatAxis, height, syncKey, stacked, drawn, colorScheme])
  return host
}

function FigureTable({ title, times, series, formatTime }: TrendPlotProps) {
  const { t } = useTranslation('ui')
  return (
    <ScrollArea h={200} type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': title }}>
      <Table fz="sm" verticalSpacing={4} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('plot.time')}</Table.Th>
            {series.map((one) => (
              <Table.Th key={one.label} ta="end">
                {one.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {times
            .map((time, index) => (
              <Table.Tr key={time}>
                <Table.Td>{formatTime(time)}</Table.Td>
                {series.map((one) => (
                  <Table.Td key={one.label} ta="end">
                    {one.format(one.values[index] ?? 0)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))
            .reverse()}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

/** Figures over time. Hovering shows exact values, dragging zooms, a double click zooms out, T shows the same as a table. */
export function TrendPlot(props: TrendPlotProps) {
  const { t } = useTranslation('ui')
  const [asTable, setAsTable] = useState(false)
  const [hovered, setHovered] = useState<number | null>(null)
  const headingId = useId()
  const host = usePlot(props, setHovered, !asTable)
  const index = hovered ?? props.times.length - 1
  const time = props.times[index]
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent) || event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    setAsTable((before) => !before)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div role="group" aria-labelledby={headingId} onKeyDown={onKeyDown}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap="sm" className={classes.readout}>
          <Text id={headingId} fw={500} fz="sm">
            {props.title}
          </Text>
          {time === undefined ? null : (
            <Text fz="sm" c="dimmed">
              {props.formatTime(time)}
            </Text>
          )}
          {props.series.map((one) => (
            <span key={one.label} className={classes.value}>
              <span className={classes.swatch} style={{ background: one.color }} />
              {one.label} <b>{one.format(one.values[index] ?? 0)}</b>
            </span>
          ))}
        </Group>
        <Tooltip label={t(asTable ? 'plot.asPlot' : 'plot.asTable')}>
          <ActionIcon
            aria-label={`${props.title}: ${t(asTable ? 'plot.asPlot' : 'plot.asTable')}`}
            aria-keyshortcuts="t"
            onClick={() => setAsTable((before) => !before)}
          >
            {asTable ? <IconChartLine size={18} aria-hidden /> : <IconTable size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </Group>
      {asTable ? <FigureTable {...props} /> : <div ref={host} className={classes.plot} aria-hidden />}
    </div>
  )
}
