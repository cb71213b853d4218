import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { type PointerEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { LevelMark } from '../lines/level-mark.tsx'
import {
  barsOf,
  type HistogramAnswer,
  type HistogramBar,
  levelsByWeight,
  stretchOf,
  totalsOf,
} from './histogram-figures.ts'
import { HistogramTable } from './histogram-table.tsx'
import classes from './log-histogram.module.css'

interface Drawn {
  readonly from: number
  readonly to: number
}

function barAt(event: PointerEvent<HTMLElement>, count: number): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  return Math.min(count - 1, Math.max(0, Math.floor(((event.clientX - left) / width) * count)))
}

function Bar({
  bar,
  most,
  isChosen,
}: {
  readonly bar: HistogramBar
  readonly most: number
  readonly isChosen: boolean
}) {
  return (
    <div className={classes.bar} data-chosen={isChosen || undefined}>
      {bar.counts.map(({ level, lines }) => (
        <div
          key={level}
          className={classes.part}
          data-log-level={level}
          style={{ height: `max(2px, ${(lines / most) * 100}%)` }}
        />
      ))}
    </div>
  )
}

function Bars(props: {
  readonly bars: readonly HistogramBar[]
  readonly onHover: (index: number | undefined) => void
  readonly onNarrow: (fromMs: number, toMs: number) => void
}) {
  const { bars } = props
  const [drawn, setDrawn] = useState<Drawn>()
  const most = Math.max(1, ...bars.map(({ total }) => total))
  const isChosen = (index: number) =>
    drawn !== undefined && index >= Math.min(drawn.from, drawn.to) && index <= Math.max(drawn.from, drawn.to)
  const finish = () => {
    const stretch = drawn === undefined ? undefined : stretchOf(bars, drawn.from, drawn.to)
    setDrawn(undefined)
    if (stretch !== undefined) props.onNarrow(stretch.fromMs, stretch.toMs)
  }
  return (
    <div
      aria-hidden
      className={classes.bars}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const at = barAt(event, bars.length)
        setDrawn({ from: at, to: at })
      }}
      onPointerMove={(event) => {
        const at = barAt(event, bars.length)
        props.onHover(at)
        if (drawn !== undefined && drawn.to !== at) setDrawn({ ...drawn, to: at })
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrawn(undefined)}
      onPointerLeave={() => props.onHover(undefined)}
    >
      {bars.map((bar, index) => (
        <Bar key={bar.fromMs} bar={bar} most={most} isChosen={isChosen(index)} />
      ))}
    </div>
  )
}

function Readout({
  bars,
  hovered,
}: {
  readonly bars: readonly HistogramBar[]
  readonly hovered: HistogramBar | undefined
}) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const totals = totalsOf(hovered === undefined ? bars : [hovered])
  const total = levelsByWeight.reduce((sum, level) => sum + totals[level], 0)
  return (
    <Group gap="sm" className={classes.readout}>
      <Text fz="sm" fw={500}>
        {t('histogram.total', { count: total, shown: format.count(total) })}
      </Text>
      {levelsByWeight.map((level) =>
        totals[level] === 0 ? null : (
          <span key={level} className={classes.count}>
            <LevelMark level={level} /> {format.count(totals[level])}
          </span>
        ),
      )}
      {hovered === undefined ? null : (
        <Text fz="sm" c="dimmed">
          {t('histogram.from', { from: format.instant(hovered.fromMs) })}
        </Text>
      )}
    </Group>
  )
}

/** Lines over time by level. A click takes one bar, drawing takes several; the same as a table is one button away. */
export function LogHistogram(props: {
  readonly answer: HistogramAnswer
  readonly onNarrow: (fromMs: number, toMs: number) => void
}) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const bars = useMemo(() => barsOf(props.answer), [props.answer])
  const [hovered, setHovered] = useState<number>()
  const [asTable, setAsTable] = useState(false)
  const first = bars[0]
  const last = bars.at(-1)
  const toggle = t(asTable ? 'histogram.asBars' : 'histogram.asTable')
  return (
    <section className={classes.histogram} aria-label={t('histogram.label')}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Readout bars={bars} hovered={hovered === undefined ? undefined : bars[hovered]} />
        <Tooltip label={toggle}>
          <ActionIcon aria-label={toggle} onClick={() => setAsTable((before) => !before)}>
            {asTable ? <IconChartBar size={18} aria-hidden /> : <IconTable size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </Group>
      {asTable ? (
        <HistogramTable bars={bars} onNarrow={props.onNarrow} />
      ) : (
        <>
          <Bars bars={bars} onHover={setHovered} onNarrow={props.onNarrow} />
          {first === undefined || last === undefined ? null : (
            <div className={classes.axis} aria-hidden>
              <span>{format.minute(first.fromMs)}</span>
              <span>{format.minute((first.fromMs + last.toMs) / 2)}</span>
              <span>{format.minute(last.toMs)}</span>
            </div>
          )}
        </>
      )}
    </section>
  )
}
