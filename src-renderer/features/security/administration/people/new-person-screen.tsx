import { Checkbox, Select, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import {
  emailSchema,
  passwordLimits,
  type RoleReference,
  roleReferenceSchema,
  userNameSchema,
} from '#shared/features/security/values.ts'
import { NewPasswordField } from '../../components/password-field.tsx'
import { useRoleChoices } from '../components/use-role-name.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { useAccountMutations } from '../mutations.ts'

const personForm = z.object({
  name: userNameSchema,
  email: z.union([z.literal(''), emailSchema]),
  role: roleReferenceSchema,
  password: z.string().min(passwordLimits.minimumLength).max(passwordLimits.maximumLength),
  mustChangePassword: z.boolean(),
})

const firstRole: RoleReference = 'operator'

/** Registers somebody who is here in person, with a first password. */
export function NewPersonScreen() {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const navigate = useNavigate()
  const roles = useRoleChoices()
  const { create } = useAccountMutations()
  const initial: z.input<typeof personForm> = {
    name: '',
    email: '',
    role: firstRole,
    password: '',
    mustChangePassword: true,
  }
  const form = useForm({
    schema: personForm,
    initial,
    draftKey: 'security-person',
    secrets: ['password'],
    save: async ({ email, ...values }) => {
      const user = await create.mutateAsync({ ...values, language, email: email === '' ? null : email })
      showNotice({ tone: 'good', title: t('person.added', { name: user.name }) })
      void navigate({ to: '/security/people/$userId', params: { userId: user.id }, search: {} })
    },
  })
  return (
    <AreaPage
      title={t('person.newTitle')}
      description={t('person.newText')}
      crumbs={[{ label: t('area.people'), link: { to: '/security/people' } }]}
    >
      <FormPage
        form={form}
        label={t('person.newTitle')}
        submitLabel={t('person.newSubmit')}
        onCancel={() => void navigate({ to: '/security/people' })}
      >
        <TextInput
          label={t('person.newName')}
          description={t('person.newNameHelp')}
          autoComplete="off"
          {...form.text('name')}
        />
        <TextInput
          label={t('person.newEmail')}
          description={t('person.newEmailHelp')}
          type="email"
          autoComplete="off"
          {...form.text('email')}
        />
        <Select
          label={t('person.column.role')}
          allowDeselect={false}
          value={form.values.role}
          data={roles}
          onChange={(value) => form.set('role', roleReferenceSchema.catch(firstRole).parse(value))}
        />
        <NewPasswordField label={t('person.newPassword')} field={form.text('password')} />
        <Checkbox
          label={t('person.newMustChange')}
          checked={form.values.mustChangePassword}
          onChange={(event) => form.set('mustChangePassword', event.currentTarget.checked)}
        />
      </FormPage>
    </AreaPage>
  )
}
