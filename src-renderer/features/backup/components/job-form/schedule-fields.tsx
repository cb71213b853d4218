import {
  Chip,
  Group,
  Input,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { weekdayName } from '../job/weekday.ts'
import { NextRuns } from './next-runs.tsx'
import { cronOf, type PresetKind, presetOf, type SchedulePreset, switchPreset } from './schedule-preset.ts'
import type { JobForm } from './use-job-form.ts'

const kinds: readonly PresetKind[] = ['daily', 'weekly', 'hourly', 'custom', 'none']
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

function PresetFields({
  preset,
  onChange,
  form,
}: {
  readonly preset: SchedulePreset
  readonly onChange: (preset: SchedulePreset) => void
  readonly form: JobForm
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
          error={form.errorOf('cron')}
          onChange={(event) => onChange({ kind: 'custom', cron: event.currentTarget.value })}
          onBlur={() => form.leave('cron')}
        />
      )
  }
}

const timeZones = Intl.supportedValuesOf('timeZone')

/** When a job runs: a preset or cron text, read aloud with its next runs. */
export function ScheduleFields({ form }: { readonly form: JobForm }) {
  const { t } = useTranslation('backup')
  const { cron, timeZone } = form.values
  const [preset, setPreset] = useState(() => presetOf(cron))
  const shown = cronOf(preset) === cron ? preset : presetOf(cron)
  const change = (next: SchedulePreset) => {
    setPreset(next)
    form.set('cron', cronOf(next))
  }
  const zones = timeZones.includes(timeZone) ? timeZones : [timeZone, ...timeZones]
  return (
    <Stack gap="md">
      <SegmentedControl
        fullWidth
        aria-label={t('jobForm.preset')}
        value={shown.kind}
        data={kinds.map((kind) => ({ value: kind, label: t(`jobForm.presets.${kind}`) }))}
        onChange={(value) => change(switchPreset(shown, kinds.find((kind) => kind === value) ?? 'daily'))}
      />
      <PresetFields preset={shown} onChange={change} form={form} />
      {cron === null ? null : (
        <>
          <Select
            w={280}
            searchable
            label={t('jobForm.timeZone')}
            allowDeselect={false}
            limit={200}
            data={zones}
            value={timeZone}
            onChange={(value) => {
              if (value !== null) form.set('timeZone', value)
            }}
          />
          <NextRuns cron={cron} timeZone={timeZone} />
          <Switch
            label={t('jobForm.enabled')}
            description={t('jobForm.enabledHelp')}
            checked={form.values.enabled}
            onChange={(event) => form.set('enabled', event.currentTarget.checked)}
          />
        </>
      )}
    </Stack>
  )
}
