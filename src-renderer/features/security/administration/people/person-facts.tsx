import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { languageSchema } from '#shared/contract/identifiers.ts'
import { emailSchema, type User, userNameSchema } from '#shared/features/security/values.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { useAccountMutations } from '../mutations.ts'
import { TwoFactorState } from './person-state.tsx'

const factsForm = z.object({
  name: userNameSchema,
  email: z.union([z.literal(''), emailSchema]),
  language: languageSchema,
})

function FactsForm({ user, onClose }: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const { update } = useAccountMutations()
  const initial: z.input<typeof factsForm> = { name: user.name, email: user.email ?? '', language: user.language }
  const form = useForm({
    schema: factsForm,
    initial,
    save: async ({ name, email, language }) => {
      await update.mutateAsync({ id: user.id, name, language, email: email === '' ? null : email })
      showNotice({ tone: 'good', title: t('person.edited', { name }) })
      onClose()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <TextInput
          label={t('person.newName')}
          description={t('person.newNameHelp')}
          autoComplete="off"
          data-autofocus
          {...form.text('name')}
        />
        <TextInput label={t('person.newEmail')} type="email" autoComplete="off" {...form.text('email')} />
        <NativeSelect
          label={t('person.language')}
          value={form.values.language}
          onChange={(event) => form.set('language', event.currentTarget.value === 'en' ? 'en' : 'ja')}
          data={languageSchema.options.map((value) => ({ value, label: t(`person.languages.${value}`) }))}
        />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={form.saving} disabled={!form.dirty}>
            {t('group.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What is known of a person. */
export function PersonFacts({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const format = useFormat()
  const [editing, edit] = useDisclosure(false)
  return (
    <Section
      title={t('person.facts')}
      actions={
        <GuardedButton
          permission="users.manage"
          size="compact-sm"
          variant="default"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={edit.open}
        >
          {t('person.editFacts')}
        </GuardedButton>
      }
    >
      {user.breakGlass && user.expiresAt !== null ? (
        <Alert variant="default" icon={<StateIcon tone="failed" size={20} />} title={t('person.breakGlass')}>
          {t('person.breakGlassText', { at: format.minute(user.expiresAt) })}
        </Alert>
      ) : null}
      <Facts
        facts={[
          { name: t('person.column.email'), value: user.email ?? t('person.noEmail') },
          { name: t('person.column.twoFactor'), value: <TwoFactorState user={user} /> },
          {
            name: t('person.column.lastSignIn'),
            value: user.lastSignInAt === null ? t('person.never') : <RelativeTime at={user.lastSignInAt} />,
          },
          { name: t('person.column.created'), value: <Moment at={user.createdAt} /> },
          { name: t('person.language'), value: t(`person.languages.${user.language}`) },
        ]}
      />
      <Modal
        opened={editing}
        onClose={edit.close}
        title={t('person.editFacts')}
        closeButtonProps={{ 'aria-label': tUi('close') }}
      >
        {editing ? <FactsForm user={user} onClose={edit.close} /> : null}
      </Modal>
    </Section>
  )
}
