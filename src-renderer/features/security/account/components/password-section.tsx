import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { CurrentPasswordField, NewPasswordField } from '../../components/password-field.tsx'
import { minimumPasswordLength, newPasswordOf } from '../../components/password-length.ts'
import { useChangePassword } from '../mutations.ts'

function PasswordForm() {
  const { t } = useTranslation('security')
  const changePassword = useChangePassword()
  const hasTwoFactor = useSession().user.twoFactor === 'on'
  const form = useForm({
    schema: z.object({
      currentPassword: z.string().min(1),
      newPassword: newPasswordOf(minimumPasswordLength(hasTwoFactor)),
    }),
    initial: { currentPassword: '', newPassword: '' },
    resetAfterSave: true,
    save: async (values) => {
      await changePassword.mutateAsync(values)
      showNotice({ tone: 'good', title: t('account.changed') })
    },
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
