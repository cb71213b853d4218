import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { FormPage } from '#renderer/ui/form/form-page.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { useRepositoryMutations } from '../../mutations.ts'
import { FolderField } from '../folders/folder-field.tsx'
import { NewPassword } from './new-password.tsx'
import { type AddMode, emptyRepositoryForm, repositoryForms } from './repository-form.ts'

function useAddRepository(mode: AddMode) {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  const { create, open } = useRepositoryMutations()
  return useForm({
    schema: repositoryForms[mode],
    initial: emptyRepositoryForm,
    draftKey: `repository-${mode}`,
    secrets: ['password', 'repeated'],
    save: async ({ name, path, password }) => {
      const input = { name: name.trim(), location: { kind: 'local' as const, path: path.trim() }, password }
      const made = mode === 'new' ? await create.mutateAsync(input) : await open.mutateAsync(input)
      showNotice({
        tone: 'good',
        title: t(mode === 'new' ? 'repository.add.created' : 'repository.add.opened', { name: made.name }),
      })
      const params = { repositoryId: made.id }
      await (mode === 'new'
        ? navigate({ to: '/backup/repositories/$repositoryId/emergency-sheet', params, search: { fresh: true } })
        : navigate({ to: '/backup/repositories/$repositoryId', params }))
    },
  })
}

/** Name, place and password of a repository. After a new one is made, its emergency sheet is offered at once. */
export function AddRepositoryForm({ mode }: { readonly mode: AddMode }) {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  const form = useAddRepository(mode)
  const otherWay = isFailure(form.failure, mode === 'new' ? 'REPOSITORY_EXISTS' : 'REPOSITORY_NOT_FOUND')
  const other = mode === 'new' ? 'open' : 'new'
  return (
    <FormPage
      form={form}
      label={t('addRepository')}
      submitLabel={t(mode === 'new' ? 'repository.add.submitNew' : 'repository.add.submitOpen')}
      onCancel={() => void navigate({ to: '/backup/repositories' })}
      failureActions={
        otherWay ? (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => void navigate({ to: '/backup/repositories/new', search: { mode: other }, replace: true })}
          >
            {t(`repository.add.${other}`)}
          </Button>
        ) : null
      }
    >
      <Section title={t('repository.add.where')}>
        <TextInput
          label={t('repository.add.name')}
          description={t('repository.add.nameHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          autoComplete="off"
          autoFocus
          {...form.text('name')}
        />
        <FolderField
          label={t('repository.add.location')}
          description={t('repository.add.locationHelp')}
          chooseTitle={t('repository.add.chooseTitle')}
          field={form.text('path')}
        />
      </Section>
      <Section
        title={t('repository.add.passwordTitle')}
        {...(mode === 'new' ? { description: t('repository.add.passwordText') } : {})}
      >
        {mode === 'new' ? (
          <NewPassword
            password={form.text('password')}
            repeated={form.text('repeated')}
            onGenerate={(password) => form.patch({ password, repeated: password })}
          />
        ) : (
          <PasswordInput
            label={t('repository.add.openPassword')}
            description={t('repository.add.openPasswordHelp')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('repository.add.show') }}
            {...form.text('password')}
          />
        )}
      </Section>
    </FormPage>
  )
}
