import { Chip, Group, Input, NumberInput, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { weekdayName } from '../job/weekday.ts'
import type { PresetKind, SchedulePreset } from './schedule-preset.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 0] as const

interface PresetProps<K extends PresetKind> {
  readonly preset: Extract<SchedulePreset, { readonly kind: K }>
  readonly onChange: (preset: SchedulePreset) => void
}

function TimeField({ preset, onChange }: PresetProps<'daily' | 'weekly'>) {
  const { t } = useTranslation('backup')
  return (
    <TextInput
      type="time"
      w={140}
      label={t('jobForm.time')}
      value={preset.time}
      onChange={(event) => {
        if (event.currentTarget.value !== '') onChange({ ...preset, time: event.currentTarget.value })
      }}
    />
  )
}

function DaysField({ preset, onChange }: PresetProps<'weekly'>) {
  const { t } = useTranslation('backup')
  const { language } = useFormat()
  const toggle = (day: number) => {
    const days = preset.days.includes(day) ? preset.days.filter((one) => one !== day) : [...preset.days, day]
    onChange({ ...preset, days: days.toSorted((a, b) => a - b) })
  }
  return (
    <Input.Wrapper
      labelElement="div"
      label={t('jobForm.days')}
      error={preset.days.length === 0 ? t('jobForm.daysNeeded') : undefined}
    >
      <Group gap={6} mt={4} role="group" aria-label={t('jobForm.days')}>
        {weekdays.map((day) => (
          <Chip key={day} size="sm" checked={preset.days.includes(day)} onChange={() => toggle(day)}>
            {weekdayName(language, day)}
          </Chip>
        ))}
      </Group>
    </Input.Wrapper>
  )
}

/** What each kind of schedule asks. */
export function PresetFields({
  preset,
  onChange,
  cronError,
  onLeaveCron,
}: {
  readonly preset: SchedulePreset
  readonly onChange: (preset: SchedulePreset) => void
  readonly cronError: string | undefined
  readonly onLeaveCron: () => void
}) {
  const { t } = useTranslation('backup')
  switch (preset.kind) {
    case 'none':
      return (
        <Text fz="sm" c="dimmed">
          {t('jobForm.byHand')}
        </Text>
      )
    case 'hourly':
      return (
        <NumberInput
          w={140}
          label={t('jobForm.minute')}
          min={0}
          max={59}
          allowDecimal={false}
          value={preset.minute}
          onChange={(value) => onChange({ kind: 'hourly', minute: Math.min(59, Math.max(0, Number(value))) })}
        />
      )
    case 'daily':
      return <TimeField preset={preset} onChange={onChange} />
    case 'weekly':
      return (
        <>
          <DaysField preset={preset} onChange={onChange} />
          <TimeField preset={preset} onChange={onChange} />
        </>
      )
    case 'custom':
      return (
        <TextInput
          w={280}
          label={t('jobForm.cron')}
          description={t('jobForm.cronHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          spellCheck={false}
          value={preset.cron}
          error={cronError}
          onChange={(event) => onChange({ kind: 'custom', cron: event.currentTarget.value })}
          onBlur={onLeaveCron}
        />
      )
  }
}
