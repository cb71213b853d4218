import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { type Matcher, matchersSchema } from '#shared/features/monitoring/values.ts'
import { MatchersField } from '../matchers/matchers-field.tsx'
import { useSilenceMutations } from '../mutations.ts'
import { SpanField } from '../span-field.tsx'
import { endOfSpan } from '../time-span.ts'

interface SilenceValues {
  readonly matchers: readonly Matcher[]
  readonly endsAt: string
  readonly comment: string
}

const silenceForm: z.ZodType<unknown, SilenceValues> = z.object({
  matchers: matchersSchema.readonly(),
  endsAt: z.string().refine((at) => Date.parse(at) > Date.now()),
  comment: z.string().trim().min(1).max(2000),
})

interface FormProps {
  readonly matchers: readonly Matcher[]
  readonly onClose: () => void
}

function SilenceForm({ matchers, onClose }: FormProps) {
  const { t } = useTranslation('monitoring')
  const { t: tUi } = useTranslation('ui')
  const { timeZone } = useFormat()
  const { create } = useSilenceMutations()
  const form = useForm<SilenceValues>({
    schema: silenceForm,
    initial: { matchers, endsAt: endOfSpan('four-hours', Date.now(), timeZone), comment: '' },
    save: async (values) => {
      const silence = await create.mutateAsync({
        matchers: [...values.matchers],
        endsAt: values.endsAt,
        comment: values.comment.trim(),
      })
      showNotice({ tone: 'good', title: t('silences.made', { count: silence.matchingAlerts }) })
      onClose()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <Text fz="sm" c="dimmed">
          {t('silences.formText')}
        </Text>
        <MatchersField
          label={t('silences.matchers')}
          description={t('silences.matchersHelp')}
          error={form.errorOf('matchers')}
          value={form.values.matchers}
          onChange={(value) => form.set('matchers', value)}
        />
        <SpanField
          label={t('silences.endsAt')}
          error={form.errorOf('endsAt')}
          value={form.values.endsAt}
          onChange={(endsAt) => form.set('endsAt', endsAt ?? form.values.endsAt)}
        />
        <Textarea
          autosize
          minRows={2}
          label={t('silences.comment')}
          description={t('silences.commentHelp')}
          required
          {...form.text('comment')}
        />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={form.saving}>
            {t('silences.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Keeps alerts quiet for a while, by their labels. */
export function SilenceDialog(props: FormProps & { readonly opened: boolean }) {
  const { t } = useTranslation('monitoring')
  const { t: tUi } = useTranslation('ui')
  const { opened, ...form } = props
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      size="xl"
      title={t('silences.new')}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {opened ? <SilenceForm {...form} /> : null}
    </Modal>
  )
}
