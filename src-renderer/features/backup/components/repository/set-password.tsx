import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useRepositoryMutations } from '../../mutations.ts'

interface DialogProps {
  readonly repositoryId: string
  readonly onClose: () => void
}

const passwordForm = z.object({ password: z.string().min(1).max(1024) })

function PasswordForm({ repositoryId, onClose }: DialogProps) {
  const { t } = useTranslation('backup')
  const { t: tUi } = useTranslation('ui')
  const { setPassword } = useRepositoryMutations()
  const form = useForm({
    schema: passwordForm,
    initial: { password: '' },
    save: async ({ password }) => {
      const repository = await setPassword.mutateAsync({ id: repositoryId, password })
      showNotice({ tone: 'good', title: t('repository.setPassword.done', { name: repository.name }) })
      onClose()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <Text fz="sm">{t('repository.setPassword.text')}</Text>
        <PasswordInput
          label={t('repository.add.openPassword')}
          autoComplete="current-password"
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': t('repository.add.show') }}
          {...form.text('password')}
        />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={form.saving}>
            {t('repository.setPassword.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Gives the program the password of a repository again after its secret store has lost it. */
export function SetPassword({ opened, ...props }: DialogProps & { readonly opened: boolean }) {
  const { t } = useTranslation('backup')
  const { t: tUi } = useTranslation('ui')
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t('repository.setPassword.button')}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {opened ? <PasswordForm {...props} /> : null}
    </Modal>
  )
}

/** The button that leads there, beside a failure that a password would mend. */
export function SetPasswordButton({ repositoryId }: { readonly repositoryId: string }) {
  const { t } = useTranslation('backup')
  const [opened, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        {t('repository.setPassword.button')}
      </Button>
      <SetPassword repositoryId={repositoryId} opened={opened} onClose={dialog.close} />
    </>
  )
}
