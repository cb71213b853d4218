import { Anchor, Text, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { SignInOutcome } from '#shared/features/security/values.ts'
import { NewPasswordField } from '../../components/password-field.tsx'
import { newPasswordSchema } from '../../components/password-length.ts'
import { useCompletePasswordReset } from '../mutations.ts'
import { EntranceForm } from './entrance-form.tsx'
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
  return (
    <EntranceForm
      form={form}
      submitLabel={t('reset.submit')}
      below={
        <Anchor component="button" type="button" fz="sm" ta="start" onClick={props.onBack}>
          {t('signIn.back')}
        </Anchor>
      }
    >
      <Text c="dimmed">{t(isTyped ? 'reset.textOfLetter' : 'reset.textOfLink')}</Text>
      <TextInput label={t('name')} autoComplete="username" autoFocus {...form.text('name')} />
      {isTyped ? <LetterCodeField field={form.text('secret')} /> : null}
      <NewPasswordField label={t('reset.password')} field={form.text('newPassword')} />
    </EntranceForm>
  )
}
