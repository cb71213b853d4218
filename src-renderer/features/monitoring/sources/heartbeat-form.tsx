import { Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { type Heartbeat, heartbeatInputSchema } from '#shared/features/monitoring/values.ts'
import { formCheck } from '../form-check.ts'
import { IntervalField } from './interval-field.tsx'
import { useHeartbeatMutations } from './mutations.ts'

type HeartbeatValues = z.infer<typeof heartbeatInputSchema>

const heartbeatCheck = formCheck<HeartbeatValues>({ schema: heartbeatInputSchema, of: (values) => values })

const newHeartbeat: HeartbeatValues = { name: '', isEnabled: true, intervalSeconds: 86_400, graceSeconds: 1_800 }

function valuesOf({ name, isEnabled, intervalSeconds, graceSeconds }: Heartbeat): HeartbeatValues {
  return { name, isEnabled, intervalSeconds, graceSeconds }
}

/** Makes or changes a job that reports in. */
export function HeartbeatForm(props: {
  readonly heartbeat: Heartbeat | undefined
  readonly onMade: (token: string) => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('monitoring')
  const { create, update } = useHeartbeatMutations()
  const { heartbeat, onMade, onClose } = props
  const form = useForm<HeartbeatValues>({
    schema: heartbeatCheck,
    initial: heartbeat === undefined ? newHeartbeat : valuesOf(heartbeat),
    draftKey: `monitoring-heartbeat-${heartbeat?.id ?? 'new'}`,
    save: async (values) => {
      const input = { ...values, name: values.name.trim() }
      if (heartbeat === undefined) {
        onMade((await create.mutateAsync(input)).token)
        return
      }
      const { name } = await update.mutateAsync({ ...input, id: heartbeat.id })
      showNotice({ tone: 'good', title: t('sources.saved', { name }) })
      onClose()
    },
  })
  return (
    <FormPage
      form={form}
      label={t('heartbeats.form')}
      submitLabel={t(heartbeat === undefined ? 'heartbeats.make' : 'sources.save')}
      onCancel={onClose}
    >
      <TextInput
        label={t('sources.name')}
        autoComplete="off"
        required
        data-autofocus={heartbeat === undefined || undefined}
        {...form.text('name')}
      />
      <IntervalField
        label={t('heartbeats.interval')}
        min={60}
        max={32 * 86_400}
        step={60}
        value={form.values.intervalSeconds}
        error={form.errorOf('intervalSeconds')}
        onChange={(value) => form.set('intervalSeconds', value)}
      />
      <IntervalField
        label={t('heartbeats.grace')}
        min={0}
        max={7 * 86_400}
        step={60}
        value={form.values.graceSeconds}
        error={form.errorOf('graceSeconds')}
        onChange={(value) => form.set('graceSeconds', value)}
      />
      <Switch
        label={t('sources.isEnabled')}
        checked={form.values.isEnabled}
        onChange={(event) => form.set('isEnabled', event.currentTarget.checked)}
      />
    </FormPage>
  )
}
