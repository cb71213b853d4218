import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { idSchema, languageSchema } from '#shared/contract/identifiers.ts'
import {
  emailSchema,
  type Letter,
  type RoleReference,
  roleReferenceSchema,
  userNameSchema,
} from '#shared/features/security/values.ts'
import { LetterDialog } from '../components/letter-dialog.tsx'
import { useRoleChoices } from '../components/use-role-name.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { useInvitationMutations } from '../mutations.ts'
import { groupChoicesQuery } from '../queries.ts'

const invitationForm = z.object({
  name: userNameSchema,
  email: z.union([z.literal(''), emailSchema]),
  role: roleReferenceSchema,
  groupIds: z.array(idSchema),
  language: languageSchema,
})

const firstRole: RoleReference = 'operator'

function useInvitationForm(onLetter: (letter: Letter) => void) {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const navigate = useNavigate()
  const { create } = useInvitationMutations()
  const initial: z.input<typeof invitationForm> = { name: '', email: '', role: firstRole, groupIds: [], language }
  return useForm({
    schema: invitationForm,
    initial,
    draftKey: 'security-invitation',
    save: async ({ email, ...values }) => {
      const { delivery } = await create.mutateAsync({ ...values, email: email === '' ? null : email })
      if (delivery.by === 'letter') return onLetter(delivery.letter)
      showNotice({ tone: 'good', title: t('invitation.mailed', { recipient: delivery.recipient }) })
      void navigate({ to: '/security/invitations' })
    },
  })
}

function Fields({ form }: { readonly form: ReturnType<typeof useInvitationForm> }) {
  const { t } = useTranslation('security')
  const roles = useRoleChoices()
  const groups = useQuery(groupChoicesQuery()).data?.items ?? []
  return (
    <>
      <TextInput
        label={t('invitation.name')}
        description={t('invitation.nameHelp')}
        autoComplete="off"
        {...form.text('name')}
      />
      <TextInput
        label={t('invitation.email')}
        description={t('invitation.emailHelp')}
        type="email"
        autoComplete="off"
        {...form.text('email')}
      />
      <Select
        label={t('invitation.role')}
        allowDeselect={false}
        value={form.values.role}
        data={roles}
        onChange={(value) => form.set('role', roleReferenceSchema.catch(firstRole).parse(value))}
      />
      {groups.length === 0 ? null : (
        <MultiSelect
          label={t('invitation.groups')}
          description={t('invitation.groupsHelp')}
          searchable
          value={form.values.groupIds}
          data={groups.map((group) => ({ value: group.id, label: group.name }))}
          onChange={(groupIds) => form.set('groupIds', groupIds)}
        />
      )}
      <Select
        label={t('invitation.language')}
        allowDeselect={false}
        value={form.values.language}
        data={languageSchema.options.map((value) => ({ value, label: t(`person.languages.${value}`) }))}
        onChange={(value) => form.set('language', value === 'en' ? 'en' : 'ja')}
      />
    </>
  )
}

/** Asks somebody to join; where no mail is sent, a letter to print comes back. */
export function NewInvitationScreen() {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const [letter, setLetter] = useState<Letter | null>(null)
  const form = useInvitationForm(setLetter)
  const leave = () => void navigate({ to: '/security/invitations' })
  return (
    <AreaPage
      title={t('invitation.newTitle')}
      description={t('invitation.newText')}
      crumbs={[{ label: t('area.invitations'), link: { to: '/security/invitations' } }]}
    >
      <FormPage form={form} label={t('invitation.newTitle')} submitLabel={t('invitation.submit')} onCancel={leave}>
        <Fields form={form} />
      </FormPage>
      <LetterDialog
        letter={letter}
        title={t('invitation.letterTitle', { name: form.values.name })}
        text={t('invitation.letterText')}
        onClose={leave}
      />
    </AreaPage>
  )
}
