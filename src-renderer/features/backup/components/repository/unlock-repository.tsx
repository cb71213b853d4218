import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { useRepositoryMutations } from '../../mutations.ts'

/** Removes locks that nobody holds any more; says before what that means. */
export function UnlockRepository(props: {
  readonly repository: BackupRepository
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const { t } = useTranslation('backup')
  const { t: tUi } = useTranslation('ui')
  const { unlock } = useRepositoryMutations()
  const run = () =>
    unlock.mutate(
      { id: props.repository.id },
      {
        onSuccess: ({ removed }) => {
          showNotice({ tone: 'good', title: t('repository.unlock.done', { count: removed }) })
          props.onClose()
        },
      },
    )
  return (
    <Modal
      opened={props.opened}
      onClose={props.onClose}
      title={t('repository.unlock.title')}
      closeButtonProps={{ 'aria-label': tUi('close') }}
    >
      <Stack gap="md">
        <Text>{t('repository.unlock.text')}</Text>
        {unlock.error === null ? null : <ErrorPanel error={unlock.error} onRetry={run} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {tUi('cancel')}
          </Button>
          <Button loading={unlock.isPending} onClick={run}>
            {t('repository.unlock.button')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
