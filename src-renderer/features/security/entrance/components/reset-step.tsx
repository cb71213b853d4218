import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { SignInOutcome } from '#shared/features/security/values.ts'
import { NewPasswordField } from '../../components/password-field.tsx'
import { newPasswordSchema } from '../../components/password-length.ts'
import { useCompletePasswordReset } from '../mutations.ts'
import { useWait } from '../use-wait.ts'
import { LetterCodeField } from './letter-code-field.tsx'

const resetForm = z.object({
  name: z.string().trim().min(1).max(256),
  secret: z.string().trim().min(1).max(200),
  newPassword: newPasswordSchema,
})

/** Chooses another password, by the link of a mail or the code of a letter. A second factor is asked for afterwards. */
export function ResetStep(props: {
  /** Of the link; null where the code is typed from a letter. */
  readonly secret: string | null
  readonly onOutcome: (outcome: SignInOutcome) => void
  readonly onBack: () => void
}) {
  const { t } = useTranslation('security')
  const complete = useCompletePasswordReset()
  const isTyped = props.secret === null
  const form = useForm({
    schema: resetForm,
    initial: { name: '', secret: props.secret ?? '', newPassword: '' },
    save: async (values) => props.onOutcome(await complete.mutateAsync(values)),
  })
  const wait = useWait(form.failure)
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <Text c="dimmed">{t(isTyped ? 'reset.textOfLetter' : 'reset.textOfLink')}</Text>
        <TextInput label={t('name')} autoComplete="username" autoFocus {...form.text('name')} />
        {isTyped ? <LetterCodeField field={form.text('secret')} /> : null}
        <NewPasswordField label={t('reset.password')} field={form.text('newPassword')} />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Button type="submit" fullWidth loading={form.saving} disabled={wait > 0}>
          {wait > 0 ? t('signIn.wait', { count: wait }) : t('reset.submit')}
        </Button>
        <Anchor component="button" type="button" fz="sm" ta="start" onClick={props.onBack}>
          {t('signIn.back')}
        </Anchor>
      </Stack>
    </form>
  )
}
