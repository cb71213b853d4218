import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'

/** A number of seconds, read out in larger units beneath. */
export function IntervalField(props: {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly error?: string | undefined
  readonly onChange: (seconds: number) => void
}) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  return (
    <NumberInput
      w={190}
      label={props.label}
      description={format.duration(props.value * 1000)}
      suffix={t('sources.seconds')}
      min={props.min}
      max={props.max}
      step={props.step ?? 15}
      allowDecimal={false}
      thousandSeparator=","
      value={props.value}
      error={props.error}
      onChange={(value) => props.onChange(Number(value))}
    />
  )
}
