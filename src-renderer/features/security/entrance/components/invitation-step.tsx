import { Anchor, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
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
import { EntranceForm } from './entrance-form.tsx'
import { LetterCodeField } from './letter-code-field.tsx'

const lookQuery = (secret: string) => queries.security.invitationEntrance.look.queryOptions({ input: { secret } })

const codeForm = z.object({ secret: z.string().trim().min(1).max(200) })
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
    <EntranceForm form={form} submitLabel={t('invited.submit')}>
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
    </EntranceForm>
  )
}

/** The code of a letter, looked at before one goes on, so that a slip of the fingers is told where it can be mended. */
function CodeForm({ onCode }: { readonly onCode: (secret: string) => void }) {
  const { t } = useTranslation('security')
  const client = useQueryClient()
  const form = useForm({
    schema: codeForm,
    initial: { secret: '' },
    save: async ({ secret }) => {
      await client.fetchQuery(lookQuery(secret))
      onCode(secret)
    },
  })
  return (
    <EntranceForm form={form} submitLabel={t('invited.goOn')}>
      <Text c="dimmed">{t('invited.textOfLetter')}</Text>
      <LetterCodeField field={form.text('secret')} autoFocus />
    </EntranceForm>
  )
}

function Invitation({ secret, onDone }: { readonly secret: string; readonly onDone: () => void }) {
  const look = useQuery(lookQuery(secret))
  if (look.isPending) return <LoadingCards heights={[160]} />
  if (look.error !== null) return <ErrorPanel error={look.error} onRetry={() => void look.refetch()} />
  return <InvitationForm secret={secret} name={look.data.name} invitedBy={look.data.invitedBy} onDone={onDone} />
}

/** Taking up an invitation, by the link of a mail or the code of a letter: a look at it first, then one's name and password. */
export function InvitationStep(props: {
  /** Of the link; null where the code is typed from a letter. */
  readonly secret: string | null
  readonly onDone: () => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation('security')
  const [secret, setSecret] = useState(props.secret)
  return (
    <Stack gap="md">
      {secret === null ? <CodeForm onCode={setSecret} /> : <Invitation secret={secret} onDone={props.onDone} />}
      <Anchor component="button" type="button" fz="sm" ta="start" onClick={props.onBack}>
        {t('signIn.back')}
      </Anchor>
    </Stack>
  )
}
