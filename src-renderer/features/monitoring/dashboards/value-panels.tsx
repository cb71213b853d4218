import { Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { Panel } from '#shared/features/monitoring/values.ts'
import { sampleText } from '../plots/unit-text.ts'
import classes from './panels.module.css'
import { gaugeWhole, type PanelValue, sharesOf, toneOfValue, type ValueTone } from './panels.ts'

interface ValuesProps {
  readonly panel: Panel
  readonly values: readonly PanelValue[]
}

const shownAtMost = 6
const ringColors = 6
const radius = 40
const round = 2 * Math.PI * radius

/** Numbers, large, coloured by the limits of the panel and marked with the icon of their state. */
export function StatPanel({ panel, values }: ValuesProps) {
  const format = useFormat()
  return (
    <div className={classes.stats}>
      {values.slice(0, shownAtMost).map(({ key, name, value }) => {
        const tone = toneOfValue(value, panel.thresholds)
        return (
          <div key={key} className={classes.stat} data-tone={tone ?? undefined}>
            <span className={classes.figure}>
              {tone === null ? null : <StateIcon tone={tone} size={20} />}
              {sampleText(format, panel.unit, value)}
            </span>
            {values.length > 1 ? <span className={classes.caption}>{name}</span> : null}
          </div>
        )
      })}
    </div>
  )
}

function GaugeBar(props: {
  readonly name: string
  readonly text: string
  readonly share: number
  readonly tone: ValueTone | null
}) {
  const percent = Math.min(100, Math.max(0, props.share * 100))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn as we draw it
    <div
      role="meter"
      aria-label={props.name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={props.text}
      className={classes.track}
    >
      <div className={classes.fill} data-tone={props.tone ?? undefined} style={{ width: `${percent}%` }} />
    </div>
  )
}

/** Bars that fill towards their limits. */
export function GaugePanel({ panel, values }: ValuesProps) {
  const format = useFormat()
  return (
    <div className={classes.gauges}>
      {values.slice(0, shownAtMost).map(({ key, name, value }) => {
        const tone = toneOfValue(value, panel.thresholds)
        const amount = typeof value === 'number' ? value : 0
        const whole = gaugeWhole(panel.unit, panel.thresholds, amount)
        const text = sampleText(format, panel.unit, value)
        return (
          <div key={key} className={classes.gauge}>
            <span className={classes.figure} data-small={values.length > 1 || undefined}>
              {tone === null ? null : <StateIcon tone={tone} size={20} />}
              {text}
            </span>
            {values.length > 1 ? <span className={classes.caption}>{name}</span> : null}
            {whole === null ? null : <GaugeBar name={name} text={text} share={amount / whole} tone={tone} />}
          </div>
        )
      })}
    </div>
  )
}

/** Names and values, one a row. */
export function TablePanel({ panel, values }: ValuesProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <Table fz="sm" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('dashboard.series')}</Table.Th>
          <Table.Th ta="end">{t('query.value')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {values.map(({ key, name, value }) => {
          const tone = toneOfValue(value, panel.thresholds)
          return (
            <Table.Tr key={key}>
              <Table.Td>{name}</Table.Td>
              <Table.Td ta="end">
                {tone === null || tone === 'good' ? null : <StateIcon tone={tone} size={14} />}{' '}
                {sampleText(format, panel.unit, value)}
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

/** Parts of a whole as a ring; the list beside it tells the same without colour. */
export function SharesPanel({ panel, values }: ValuesProps) {
  const format = useFormat()
  const shares = sharesOf(values)
  const color = (index: number) => `var(--series-${(index % ringColors) + 1})`
  return (
    <div className={classes.shares}>
      <svg viewBox="0 0 100 100" aria-hidden className={classes.ring}>
        {shares.map(({ key, share, start }, index) => (
          <circle
            key={key}
            cx={50}
            cy={50}
            r={radius}
            fill="none"
            stroke={color(index)}
            strokeWidth={16}
            strokeDasharray={`${Math.max(0.5, share * round - 1)} ${round}`}
            transform={`rotate(${start * 360 - 90} 50 50)`}
          />
        ))}
      </svg>
      <ol className={classes.parts}>
        {shares.map(({ key, name, value, share }, index) => (
          <li key={key}>
            <span className={classes.swatch} style={{ background: color(index) }} />
            <Text span fz={13} className={classes.partName}>
              {name}
            </Text>
            <b>{format.share(share)}</b>
            <Text span fz={12} c="dimmed">
              {sampleText(format, panel.unit, value)}
            </Text>
          </li>
        ))}
      </ol>
    </div>
  )
}
