import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, PageHeader, Section } from '#renderer/ui/page/page.tsx'
import { passwordLimits } from '#shared/features/security/values.ts'
import { CurrentPasswordField, NewPasswordField } from '../components/password-field.tsx'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import { useChangePassword } from '../mutations.ts'

const passwordForm = z.object({
  currentPassword: z.string().min(1),
  newPassword: z.string().min(passwordLimits.minimumLength).max(passwordLimits.maximumLength),
})

function PasswordForm() {
  const { t } = useTranslation('security')
  const changePassword = useChangePassword()
  const form = useForm({
    schema: passwordForm,
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
      <NewPasswordField label={t('account.next')} field={form.text('newPassword')} />
    </FormPage>
  )
}

/** One's own account: what is known of me, and my password. */
export function AccountScreen() {
  const { t } = useTranslation('security')
  const { t: tSettings } = useTranslation('settings')
  const { user } = useSession()
  return (
    <Stack gap="md">
      <PageHeader title={t('account.title')} crumbs={[{ label: tSettings('title'), link: { to: '/settings' } }]} />
      <Section title={user.name}>
        <Facts
          facts={[
            { name: t('account.role'), value: t(`role.${builtInRoleSchema.catch('viewer').parse(user.role)}`) },
            { name: t('account.since'), value: <Moment at={user.createdAt} /> },
            {
              name: t('account.lastSignIn'),
              value: user.lastSignInAt === null ? t('people.never') : <RelativeTime at={user.lastSignInAt} />,
            },
          ]}
        />
      </Section>
      <Section title={t('account.changePassword')} description={t('account.changePasswordText')}>
        <PasswordForm />
      </Section>
    </Stack>
  )
}
