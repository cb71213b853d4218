import { ActionIcon, Button, Group, Popover, SimpleGrid, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconClock, IconZoomOut } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fromLocal, toLocal } from '#renderer/ui/format/local-time.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { lastSchema, moved, type TimeRange, type TimeWindow, widened } from './time-range.ts'

interface PickerProps {
  readonly range: TimeRange
  readonly window: TimeWindow
  readonly onChange: (range: TimeRange) => void
}

function OwnRange({ window, onChange }: Pick<PickerProps, 'window' | 'onChange'>) {
  const { t } = useTranslation('monitoring')
  const { timeZone } = useFormat()
  const [from, setFrom] = useState(() => toLocal(new Date(window.fromMs).toISOString(), timeZone))
  const [to, setTo] = useState(() => toLocal(new Date(window.toMs).toISOString(), timeZone))
  const fromMs = Date.parse(fromLocal(from, timeZone) ?? '')
  const toMs = Date.parse(fromLocal(to, timeZone) ?? '')
  const isRange = fromMs < toMs
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isRange) onChange({ kind: 'fixed', fromMs, toMs })
  }
  const whole = from !== '' && to !== ''
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="xs">
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('range.from')}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('range.to')}
          value={to}
          error={whole && !isRange ? t('range.wrong') : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" disabled={!isRange}>
          {t('range.apply')}
        </Button>
      </Stack>
    </form>
  )
}

function Step(props: {
  readonly label: string
  readonly icon: typeof IconClock
  readonly disabled?: boolean
  readonly onClick: () => void
}) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={props.label}
        disabled={props.disabled ?? false}
        onClick={props.onClick}
      >
        <props.icon size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** Chooses the stretch of time of a page: a usual one up to now, any other, a step back or on, or wider. */
export function TimeRangePicker({ range, window, onChange }: PickerProps) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const [opened, open] = useDisclosure(false)
  const choose = (chosen: TimeRange) => {
    open.close()
    onChange(chosen)
  }
  const label =
    range.kind === 'last'
      ? t(`range.last.${range.last}`)
      : t('range.between', { from: format.minute(range.fromMs), to: format.minute(range.toMs) })
  return (
    <Group gap={4} role="group" aria-label={t('range.label')}>
      <Step label={t('range.earlier')} icon={IconChevronLeft} onClick={() => onChange(moved(window, -1, Date.now()))} />
      <Popover opened={opened} onChange={open.toggle} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button
            size="xs"
            variant="default"
            aria-haspopup="dialog"
            aria-expanded={opened}
            leftSection={<IconClock size={14} aria-hidden />}
            onClick={open.toggle}
          >
            {label}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('range.label')}>
          <Stack gap="sm" w={280}>
            <SimpleGrid cols={2} spacing={4}>
              {lastSchema.options.map((last) => (
                <Button
                  key={last}
                  size="xs"
                  variant={range.kind === 'last' && range.last === last ? 'filled' : 'default'}
                  aria-pressed={range.kind === 'last' && range.last === last}
                  onClick={() => choose({ kind: 'last', last })}
                >
                  {t(`range.last.${last}`)}
                </Button>
              ))}
            </SimpleGrid>
            <OwnRange key={`${window.fromMs}-${opened}`} window={window} onChange={choose} />
            <Text fz={12} c="dimmed">
              {t('range.zone', { zone: format.timeZone })}
            </Text>
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <Step
        label={t('range.later')}
        icon={IconChevronRight}
        disabled={range.kind === 'last'}
        onClick={() => onChange(moved(window, 1, Date.now()))}
      />
      <Step label={t('range.wider')} icon={IconZoomOut} onClick={() => onChange(widened(window, Date.now()))} />
    </Group>
  )
}
