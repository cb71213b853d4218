import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { queries } from '#renderer/api/client.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { userNameSchema } from '#shared/features/security/values.ts'
import { NewPasswordField } from '../../components/password-field.tsx'
import { newPasswordSchema } from '../../components/password-length.ts'
import { useAcceptInvitation } from '../mutations.ts'

const invitationForm = z.object({ name: userNameSchema, password: newPasswordSchema })

function InvitationForm(props: {
  readonly secret: string
  readonly name: string
  readonly invitedBy: string
  readonly onDone: () => void
}) {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const accept = useAcceptInvitation()
  const form = useForm({
    schema: invitationForm,
    initial: { name: props.name, password: '' },
    save: async (values) => {
      await accept.mutateAsync({ ...values, secret: props.secret, language })
      props.onDone()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <Text c="dimmed">{t('invited.text', { by: props.invitedBy })}</Text>
        <TextInput
          label={t('name')}
          description={t('invited.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="username"
          autoFocus
          {...form.text('name')}
        />
        <NewPasswordField label={t('password')} field={form.text('password')} />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Button type="submit" fullWidth loading={form.saving}>
          {t('invited.submit')}
        </Button>
      </Stack>
    </form>
  )
}

/** Taking up an invitation: a look at it first, then one's name and password. */
export function InvitationStep(props: {
  readonly secret: string
  readonly onDone: () => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation('security')
  const look = useQuery(queries.security.invitationEntrance.look.queryOptions({ input: { secret: props.secret } }))
  return (
    <Stack gap="md">
      {look.data === undefined ? null : (
        <InvitationForm
          secret={props.secret}
          name={look.data.name}
          invitedBy={look.data.invitedBy}
          onDone={props.onDone}
        />
      )}
      {look.isPending ? <LoadingCards heights={[160]} /> : null}
      {look.error === null ? null : <ErrorPanel error={look.error} onRetry={() => void look.refetch()} />}
      <Anchor component="button" type="button" fz="sm" ta="start" onClick={props.onBack}>
        {t('signIn.back')}
      </Anchor>
    </Stack>
  )
}
