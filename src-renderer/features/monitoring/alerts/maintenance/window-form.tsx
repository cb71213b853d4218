import { NumberInput, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cronOf, NextRuns, PresetFields, presetOf, switchPreset } from '#renderer/features/backup/index.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { fromLocal, toLocal } from '#renderer/ui/format/local-time.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { Maintenance } from '#shared/features/monitoring/contract/alerts.ts'
import { MatchersField } from '../matchers/matchers-field.tsx'
import { useMaintenanceMutations } from '../mutations.ts'
import { newWindow, type WindowValues, windowForm, windowInput, windowValues } from './window-values.ts'

type WindowForm = ReturnType<typeof useForm<WindowValues>>
const presets = ['daily', 'weekly', 'custom'] as const

function OnceFields({ form }: { readonly form: WindowForm }) {
  const { t } = useTranslation('monitoring')
  const { timeZone } = useFormat()
  return (['startsAt', 'endsAt'] as const).map((side) => (
    <TextInput
      key={side}
      type="datetime-local"
      w={220}
      label={t(`maintenance.${side}`)}
      value={toLocal(form.values[side], timeZone)}
      error={form.errorOf(side)}
      onChange={(event) => {
        const at = fromLocal(event.currentTarget.value, timeZone)
        if (at !== undefined) form.set(side, at)
      }}
    />
  ))
}

function RepeatedFields({ form }: { readonly form: WindowForm }) {
  const { t } = useTranslation('monitoring')
  const { timeZone } = useFormat()
  const { cron } = form.values
  const [preset, setPreset] = useState(() => presetOf(cron))
  return (
    <>
      <SegmentedControl
        aria-label={t('maintenance.repeat')}
        value={preset.kind}
        data={presets.map((kind) => ({ value: kind, label: t(`maintenance.presets.${kind}`) }))}
        onChange={(value) => {
          const next = switchPreset(preset, presets.find((kind) => kind === value) ?? 'weekly')
          setPreset(next)
          form.set('cron', cronOf(next) ?? '')
        }}
      />
      <PresetFields
        preset={preset}
        onChange={(next) => {
          setPreset(next)
          form.set('cron', cronOf(next) ?? '')
        }}
        cronError={form.errorOf('cron')}
        onLeaveCron={() => form.leave('cron')}
      />
      <NumberInput
        w={180}
        label={t('maintenance.duration')}
        suffix={t('maintenance.minutes')}
        min={1}
        max={7 * 1440}
        allowDecimal={false}
        value={form.values.durationMinutes}
        error={form.errorOf('durationMinutes')}
        onChange={(value) => form.set('durationMinutes', Number(value))}
      />
      <NextRuns cron={cron} timeZone={timeZone} />
    </>
  )
}

/** Makes or changes a maintenance window. */
export function WindowForm({
  window,
  onClose,
}: {
  readonly window: Maintenance | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { create, update } = useMaintenanceMutations()
  const [initial] = useState(() => (window === undefined ? newWindow(Date.now()) : windowValues(window, Date.now())))
  const form = useForm<WindowValues>({
    schema: windowForm,
    initial,
    draftKey: `monitoring-window-${window?.id ?? 'new'}`,
    save: async (values) => {
      const input = windowInput(values)
      const { name } =
        window === undefined ? await create.mutateAsync(input) : await update.mutateAsync({ ...input, id: window.id })
      showNotice({ tone: 'good', title: t('maintenance.saved', { name }) })
      onClose()
    },
  })
  return (
    <FormPage form={form} label={t('maintenance.form')} submitLabel={t('maintenance.submit')} onCancel={onClose}>
      <TextInput
        label={t('maintenance.name')}
        autoComplete="off"
        required
        data-autofocus={window === undefined || undefined}
        {...form.text('name')}
      />
      <MatchersField
        label={t('maintenance.matchers')}
        description={t('maintenance.matchersHelp')}
        error={form.errorOf('matchers')}
        value={form.values.matchers}
        onChange={(value) => form.set('matchers', value)}
      />
      <SegmentedControl
        aria-label={t('maintenance.when')}
        value={form.values.kind}
        data={(['once', 'repeated'] as const).map((kind) => ({ value: kind, label: t(`maintenance.kind.${kind}`) }))}
        onChange={(value) => form.set('kind', value === 'repeated' ? 'repeated' : 'once')}
      />
      <Stack gap="sm">
        {form.values.kind === 'once' ? <OnceFields form={form} /> : <RepeatedFields form={form} />}
      </Stack>
      <Switch
        label={t('maintenance.isEnabled')}
        checked={form.values.isEnabled}
        onChange={(event) => form.set('isEnabled', event.currentTarget.checked)}
      />
    </FormPage>
  )
}
