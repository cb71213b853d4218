import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useMailMutations } from '../mutations.ts'

const passwordForm = z.object({ password: z.string().min(1).max(1024) })

/** Keeps the password of the mail server, or forgets it. */
export function PasswordForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('notifications')
  const { t: tSecurity } = useTranslation('security')
  const { setPassword } = useMailMutations()
  const form = useForm({
    schema: passwordForm,
    initial: { password: '' },
    save: async (values) => {
      await setPassword.mutateAsync(values)
      showNotice({ tone: 'good', title: t('mail.passwordSaved') })
      onClose()
    },
  })
  const forget = () =>
    setPassword.mutate(
      { password: null },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('mail.passwordForgotten') })
          onClose()
        },
      },
    )
  const error = form.failure ?? setPassword.error
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <Text fz="sm">{t('mail.passwordText')}</Text>
        <PasswordInput
          label={t('mail.passwordLabel')}
          autoComplete="off"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': tSecurity('showPassword') }}
          {...form.text('password')}
        />
        {error === null ? null : <ErrorPanel error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={forget}>
            {t('mail.passwordForget')}
          </Button>
          <Button type="submit" loading={form.saving}>
            {t('mail.passwordSave')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
