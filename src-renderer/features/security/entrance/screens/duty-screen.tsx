import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Duty } from '#shared/features/security/values.ts'
import { TwoFactorSetup } from '../../account/components/two-factor-setup.tsx'
import { useChangePassword } from '../../account/mutations.ts'
import { CurrentPasswordField, NewPasswordField } from '../../components/password-field.tsx'
import { minimumPasswordLength, newPasswordOf } from '../../components/password-length.ts'
import { Entrance } from '../components/entrance.tsx'
import { useSignOut } from '../mutations.ts'

function ChangePassword({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const changePassword = useChangePassword()
  const hasTwoFactor = useSession().user.twoFactor === 'on'
  const form = useForm({
    schema: z.object({
      currentPassword: z.string().min(1),
      newPassword: newPasswordOf(minimumPasswordLength(hasTwoFactor)),
    }),
    initial: { currentPassword: '', newPassword: '' },
    save: async (values) => {
      await changePassword.mutateAsync(values)
      onDone()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <CurrentPasswordField label={t('account.current')} field={form.text('currentPassword')} autoFocus />
        <NewPasswordField label={t('account.next')} field={form.text('newPassword')} hasTwoFactor={hasTwoFactor} />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Button type="submit" fullWidth loading={form.saving}>
          {t('account.submit')}
        </Button>
      </Stack>
    </form>
  )
}

/** What a person owes before anything else: a password of their own choice, or a second factor. */
export function DutyScreen(props: {
  readonly duty: Duty
  readonly siteName: string
  readonly onLanguage: (language: Language) => void
  readonly onDone: () => void
}) {
  const { t } = useTranslation('security')
  const signOut = useSignOut()
  const isPassword = props.duty === 'change-password'
  return (
    <Entrance
      title={t(isPassword ? 'duty.passwordTitle' : 'duty.twoFactorTitle')}
      siteName={props.siteName}
      onLanguage={props.onLanguage}
    >
      <Text c="dimmed">{t(isPassword ? 'duty.passwordText' : 'duty.twoFactorText')}</Text>
      {isPassword ? <ChangePassword onDone={props.onDone} /> : <TwoFactorSetup onDone={props.onDone} />}
      {signOut.error === null ? null : <ErrorPanel error={signOut.error} />}
      <Anchor component="button" type="button" fz="sm" ta="start" onClick={() => signOut.mutate({})}>
        {t('duty.signOut')}
      </Anchor>
    </Entrance>
  )
}
