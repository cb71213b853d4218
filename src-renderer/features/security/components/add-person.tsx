import { Button, Group, Modal, Radio, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { type BuiltInRole as Role, builtInRoleSchema as roleSchema } from '#shared/contract/permissions.ts'
import { passwordLimits, userNameSchema } from '#shared/features/security/values.ts'
import { usePeopleMutations } from '../mutations.ts'
import { NewPasswordField } from './password-field.tsx'

const personForm = z.object({
  name: userNameSchema,
  password: z.string().min(passwordLimits.minimumLength).max(passwordLimits.maximumLength),
  role: roleSchema,
})

const roles: readonly Role[] = ['operator', 'viewer', 'administrator']

function PersonForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const { language } = useFormat()
  const { add } = usePeopleMutations()
  const initial: z.input<typeof personForm> = { name: '', password: '', role: 'operator' }
  const form = useForm({
    schema: personForm,
    initial,
    draftKey: 'person',
    secrets: ['password'],
    save: async (values) => {
      const user = await add.mutateAsync({ ...values, language })
      showNotice({ tone: 'good', title: t('people.added', { name: user.name }) })
      onClose()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <TextInput label={t('name')} autoComplete="off" data-autofocus {...form.text('name')} />
        <Radio.Group
          label={t('people.role')}
          value={form.values.role}
          onChange={(value) => form.set('role', roleSchema.parse(value))}
        >
          <Stack gap={8} mt={4}>
            {roles.map((role) => (
              <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`people.roleHelp.${role}`)} />
            ))}
          </Stack>
        </Radio.Group>
        <NewPasswordField label={t('password')} field={form.text('password')} />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={form.saving}>
            {t('people.addSubmit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Registers one more person with a role and a first password. */
export function AddPerson({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('people.add')}
      size="lg"
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {opened ? <PersonForm onClose={onClose} /> : null}
    </Modal>
  )
}
