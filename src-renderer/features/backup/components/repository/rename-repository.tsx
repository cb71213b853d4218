import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useForm } from '#renderer/ui/form/use-form.ts'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { useRepositoryMutations } from '../../mutations.ts'

interface DialogProps {
  readonly repository: BackupRepository
  readonly onClose: () => void
}

const nameForm = z.object({ name: z.string().trim().min(1).max(200) })

function RenameForm({ repository, onClose }: DialogProps) {
  const { t } = useTranslation('backup')
  const { t: tUi } = useTranslation('ui')
  const { rename } = useRepositoryMutations()
  const form = useForm({
    schema: nameForm,
    initial: { name: repository.name },
    save: async ({ name }) => {
      const renamed = await rename.mutateAsync({ id: repository.id, name: name.trim() })
      showNotice({ tone: 'good', title: t('repository.rename.done', { name: renamed.name }) })
      onClose()
    },
  })
  return (
    <form onSubmit={(event) => void form.submit(event)} noValidate>
      <Stack gap="md">
        <TextInput label={t('repository.rename.label')} autoComplete="off" data-autofocus {...form.text('name')} />
        {form.failure === null ? null : <ErrorPanel error={form.failure} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {tUi('cancel')}
          </Button>
          <Button type="submit" loading={form.saving} disabled={!form.dirty}>
            {t('repository.rename.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Gives a repository another name in the lists. */
export function RenameRepository({ opened, ...props }: DialogProps & { readonly opened: boolean }) {
  const { t } = useTranslation('backup')
  const { t: tUi } = useTranslation('ui')
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={t('repository.rename.title')}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      {opened ? <RenameForm {...props} /> : null}
    </Modal>
  )
}
