import { SegmentedControl, Select, Stack, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NextRuns } from './next-runs.tsx'
import { PresetFields } from './preset-fields.tsx'
import { cronOf, type PresetKind, presetOf, type SchedulePreset, switchPreset } from './schedule-preset.ts'
import type { JobForm } from './use-job-form.ts'

const kinds: readonly PresetKind[] = ['daily', 'weekly', 'hourly', 'custom', 'none']
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
      <PresetFields
        preset={shown}
        onChange={change}
        cronError={form.errorOf('cron')}
        onLeaveCron={() => form.leave('cron')}
      />
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
