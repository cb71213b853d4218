import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { CurrentPasswordField, NewPasswordField } from '../../components/password-field.tsx'
import { usePasswordForm } from '../use-password-form.ts'

function PasswordForm() {
  const { t } = useTranslation('security')
  const { form, hasTwoFactor } = usePasswordForm({
    resetAfterSave: true,
    onSaved: () => showNotice({ tone: 'good', title: t('account.changed') }),
  })
  return (
    <FormPage form={form} label={t('account.changePassword')} submitLabel={t('account.submit')}>
      <CurrentPasswordField label={t('account.current')} field={form.text('currentPassword')} />
      <NewPasswordField label={t('account.next')} field={form.text('newPassword')} hasTwoFactor={hasTwoFactor} />
    </FormPage>
  )
}

/** Changing one's password. */
export function PasswordSection() {
  const { t } = useTranslation('security')
  return (
    <Section title={t('account.changePassword')} description={t('account.changePasswordText')}>
      <PasswordForm />
    </Section>
  )
}
