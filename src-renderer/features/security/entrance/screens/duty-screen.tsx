import { Anchor, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { Language } from '#shared/contract/identifiers.ts'
import type { Duty } from '#shared/features/security/values.ts'
import { TwoFactorSetup } from '../../account/components/two-factor-setup.tsx'
import { usePasswordForm } from '../../account/use-password-form.ts'
import { CurrentPasswordField, NewPasswordField } from '../../components/password-field.tsx'
import { Entrance } from '../components/entrance.tsx'
import { EntranceForm } from '../components/entrance-form.tsx'
import { useSignOut } from '../mutations.ts'

function ChangePassword({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const { form, hasTwoFactor } = usePasswordForm({ resetAfterSave: false, onSaved: onDone })
  return (
    <EntranceForm form={form} submitLabel={t('account.submit')}>
      <CurrentPasswordField label={t('account.current')} field={form.text('currentPassword')} autoFocus />
      <NewPasswordField label={t('account.next')} field={form.text('newPassword')} hasTwoFactor={hasTwoFactor} />
    </EntranceForm>
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
