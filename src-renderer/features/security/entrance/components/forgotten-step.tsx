import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { useRequestPasswordReset } from '../mutations.ts'
import { EntranceForm } from './entrance-form.tsx'

const requestForm = z.object({ name: z.string().trim().min(1).max(256) })

function RequestForm({ onSent }: { readonly onSent: () => void }) {
  const { t } = useTranslation('security')
  const request = useRequestPasswordReset()
  const form = useForm({
    schema: requestForm,
    initial: { name: '' },
    save: async (values) => {
      await request.mutateAsync(values)
      onSent()
    },
  })
  return (
    <EntranceForm form={form} submitLabel={t('forgotten.submit')}>
      <Text c="dimmed">{t('forgotten.text')}</Text>
      <TextInput label={t('forgotten.name')} autoComplete="username" autoFocus {...form.text('name')} />
    </EntranceForm>
  )
}

/** A letter was sent, or was not: nobody learns here whether the name is known. */
function Sent() {
  const { t } = useTranslation('security')
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" role="status">
      <StateIcon tone="good" size={20} />
      <div>
        <Text fw={600}>{t('forgotten.sentTitle')}</Text>
        <Text fz="sm">{t('forgotten.sentText')}</Text>
      </div>
    </Group>
  )
}

/** A forgotten password: a letter by mail, or the code of one that was printed. */
export function ForgottenStep(props: {
  readonly sendsMail: boolean
  readonly isSent: boolean
  readonly onSent: () => void
  readonly onCode: () => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation('security')
  return (
    <Stack gap="md">
      {props.isSent ? <Sent /> : null}
      {!props.isSent && props.sendsMail ? <RequestForm onSent={props.onSent} /> : null}
      {props.sendsMail ? null : <Text>{t('forgotten.noMail')}</Text>}
      <Button variant="default" fullWidth onClick={props.onCode}>
        {t('forgotten.haveCode')}
      </Button>
      <Anchor component="button" type="button" fz="sm" ta="start" onClick={props.onBack}>
        {t('signIn.back')}
      </Anchor>
    </Stack>
  )
}
