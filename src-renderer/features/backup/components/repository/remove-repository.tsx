import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { useRepositoryMutations } from '../../mutations.ts'

/** Takes a repository off the list; its data stays, the kept password does not. */
export function RemoveRepository(props: {
  readonly repository: BackupRepository
  readonly opened: boolean
  readonly onClose: () => void
}) {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  const { remove } = useRepositoryMutations()
  const { repository } = props
  const { name, location, snapshotCount } = repository
  const confirm = () =>
    remove.mutate(
      { id: repository.id },
      {
        onSuccess: ({ kept }) => {
          showNotice({
            tone: 'good',
            title: t('repository.remove.done', { name }),
            text: t('repository.remove.doneText', { path: kept.location.path }),
          })
          void navigate({ to: '/backup/repositories' })
        },
      },
    )
  return (
    <ConfirmDanger
      opened={props.opened}
      title={t('repository.remove.title', { name })}
      lost={[t('repository.remove.lostEntry', { name }), t('repository.remove.lostPassword')]}
      kept={[
        t('repository.remove.keptData', { path: location.path }),
        ...(snapshotCount === null ? [] : [t('repository.remove.keptSnapshots', { count: snapshotCount })]),
        t('repository.remove.keptAgain'),
      ]}
      phrase={name}
      action={t('repository.remove.submit')}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={() => {
        remove.reset()
        props.onClose()
      }}
    />
  )
}
