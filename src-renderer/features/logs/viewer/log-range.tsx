import { Button, Group } from '@mantine/core'
import { IconInfinity } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { rangeOf, searchOf, TimeRangePicker, windowOf } from '#renderer/features/monitoring/index.ts'
import { type LogSearch, usualSpan, wholeTime } from '../log-search.ts'

/** From when to when is looked: a usual stretch, any other, or whatever the time. */
export function LogRange(props: {
  readonly search: LogSearch
  readonly nowMs: number
  readonly onChange: (change: LogSearch) => void
}) {
  const { t } = useTranslation('logs')
  const { search, nowMs, onChange } = props
  const isWhole = search.span === 'all'
  const range = rangeOf(search, usualSpan)
  return (
    <Group gap={4}>
      <Button
        size="xs"
        variant={isWhole ? 'filled' : 'default'}
        aria-pressed={isWhole}
        leftSection={<IconInfinity size={14} aria-hidden />}
        onClick={() => onChange(isWhole ? { span: undefined } : wholeTime)}
      >
        {t('filter.wholeTime')}
      </Button>
      {isWhole ? null : (
        <TimeRangePicker
          range={range}
          window={windowOf(range, nowMs)}
          onChange={(next) => onChange({ ...searchOf(next), span: undefined })}
        />
      )}
    </Group>
  )
}
