import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { useJobMutations } from '../../mutations.ts'

/** Deletes a job; says that its snapshots, its record and the files themselves stay. */
export function RemoveJob(props: { readonly job: BackupJob; readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  const { remove } = useJobMutations()
  const { id, name, repositoryName } = props.job
  const confirm = () =>
    remove.mutate(
      { id },
      {
        onSuccess: ({ kept }) => {
          showNotice({
            tone: 'good',
            title: t('job.remove.done', { name }),
            text: t('job.remove.doneText', { executions: kept.executions, repository: kept.repositoryName }),
          })
          void navigate({ to: '/backup/jobs' })
        },
      },
    )
  return (
    <ConfirmDanger
      opened={props.opened}
      title={t('job.remove.title', { name })}
      lost={[t('job.remove.lostJob', { name })]}
      kept={[
        t('job.remove.keptSnapshots', { repository: repositoryName }),
        t('job.remove.keptExecutions'),
        t('job.remove.keptSources'),
      ]}
      phrase={name}
      action={t('job.remove.submit')}
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
