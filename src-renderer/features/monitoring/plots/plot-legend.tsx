import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Figures } from './figures.ts'
import { lineStyle } from './line-styles.ts'
import classes from './plots.module.css'
import { type PlotUnit, sampleText } from './unit-text.ts'

/** A short piece of a line as it is drawn. */
export function LineSample({ index }: { readonly index: number }) {
  const { color, dash } = lineStyle(index)
  return (
    <svg width={22} height={8} aria-hidden className={classes.sample}>
      <line x1={0} y1={4} x2={22} y2={4} stroke={color} strokeWidth={2.5} strokeDasharray={dash.join(' ')} />
    </svg>
  )
}

/** The lines of a plot with their values at the cursor; pressing one hides it, with Ctrl all the others. */
export function PlotLegend(props: {
  readonly figures: Figures
  readonly unit: PlotUnit
  readonly index: number | undefined
  readonly hidden: ReadonlySet<string>
  readonly onHidden: (hidden: ReadonlySet<string>) => void
}) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { figures, hidden, index } = props
  const press = (key: string, alone: boolean) => {
    const others = figures.lines.map((line) => line.key).filter((other) => other !== key)
    if (alone) return props.onHidden(others.every((other) => hidden.has(other)) ? new Set() : new Set(others))
    const next = new Set(hidden)
    if (!next.delete(key)) next.add(key)
    props.onHidden(next)
  }
  return (
    <ul className={classes.legend} aria-label={t('plot.lines')}>
      {figures.lines.map((line, place) => (
        <li key={line.key}>
          <UnstyledButton
            className={classes.line}
            aria-pressed={!hidden.has(line.key)}
            title={t('plot.lineHelp', { name: line.name })}
            onClick={(event) => press(line.key, event.ctrlKey || event.metaKey)}
          >
            <LineSample index={place} />
            <span className={classes.lineName}>{line.name}</span>
            <b>{sampleText(format, props.unit, index === undefined ? null : line.values[index])}</b>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
