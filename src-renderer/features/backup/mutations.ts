import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import type { BackupJob, Execution } from '#shared/features/backup/values.ts'

const { repositories, jobs, executions, snapshots } = queries.backup

/** Fetches everything about backups anew; events do the same for every other window. */
function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: queries.backup.key() })
}

/** Says once that a run has begun, with the way to its progress. */
function useStartedNotice() {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  return (title: string, execution: Pick<Execution, 'id'>) =>
    showNotice({
      id: `started-${execution.id}`,
      tone: 'running',
      title,
      action: {
        label: t('seeProgress'),
        run: () => void navigate({ to: '/backup/executions/$executionId', params: { executionId: execution.id } }),
      },
    })
}

/** Runs a job now. One that is running already leads to that run. */
export function useRunJob() {
  const { t } = useTranslation('backup')
  const navigate = useNavigate()
  const refresh = useRefresh()
  const sayStarted = useStartedNotice()
  const sayFailed = useFailureNotice()
  return useMutation(
    jobs.run.mutationOptions({
      onSuccess: (execution) => {
        sayStarted(t('job.started', { name: execution.jobName ?? execution.repositoryName }), execution)
        return refresh()
      },
      onError: (error) => {
        if (isFailure(error, 'BACKUP_ALREADY_RUNNING') && error.data.executionId !== '')
          void navigate({
            to: '/backup/executions/$executionId',
            params: { executionId: error.data.executionId },
          })
        sayFailed(error)
      },
    }),
  )
}

/** Making, changing and deleting jobs; forms say themselves what failed. */
export function useJobMutations() {
  const onSuccess = useRefresh()
  return {
    create: useMutation(jobs.create.mutationOptions({ onSuccess })),
    update: useMutation(jobs.update.mutationOptions({ onSuccess })),
    remove: useMutation(jobs.remove.mutationOptions({ onSuccess })),
  }
}

/** Pauses and resumes the schedule of a job. */
export function useSwitchJob(job: BackupJob) {
  const { t } = useTranslation('backup')
  const { update } = useJobMutations()
  const sayFailed = useFailureNotice()
  const { lastExecution, nextRunAt, repositoryName, runningExecutionId, createdAt, updatedAt, ...input } = job
  const enabled = !job.enabled
  const onSuccess = () =>
    showNotice({
      tone: enabled ? 'good' : 'information',
      title: t(enabled ? 'job.turnedOn' : 'job.turnedOff', { name: job.name }),
      ...(enabled ? {} : { text: t('job.turnedOffText') }),
    })
  return {
    isPending: update.isPending,
    run: () => update.mutate({ ...input, enabled, expectedUpdatedAt: updatedAt }, { onSuccess, onError: sayFailed }),
  }
}

/** Everything that changes a repository's entry; dialogs say themselves what failed. */
export function useRepositoryMutations() {
  const onSuccess = useRefresh()
  return {
    create: useMutation(repositories.create.mutationOptions({ onSuccess })),
    open: useMutation(repositories.open.mutationOptions({ onSuccess })),
    rename: useMutation(repositories.rename.mutationOptions({ onSuccess })),
    remove: useMutation(repositories.remove.mutationOptions({ onSuccess })),
    setPassword: useMutation(repositories.setPassword.mutationOptions({ onSuccess })),
    unlock: useMutation(repositories.unlock.mutationOptions({ onSuccess })),
  }
}

/** Verifies a repository in the background. */
export function useVerify() {
  const { t } = useTranslation('backup')
  const refresh = useRefresh()
  const sayStarted = useStartedNotice()
  return useMutation(
    repositories.verify.mutationOptions({
      onSuccess: (execution) => {
        sayStarted(t('repository.verify.started', { name: execution.repositoryName }), execution)
        return refresh()
      },
      onError: useFailureNotice(),
    }),
  )
}

/** Asks a run to stop. */
export function useCancelExecution() {
  const { t } = useTranslation('backup')
  const refresh = useRefresh()
  return useMutation(
    executions.cancel.mutationOptions({
      onSuccess: () => {
        showNotice({ tone: 'information', title: t('execution.cancelAsked') })
        return refresh()
      },
      onError: useFailureNotice(),
    }),
  )
}

/** Begins a restore; the form says itself what failed. */
export function useRestore() {
  const onSuccess = useRefresh()
  return useMutation(snapshots.restore.mutationOptions({ onSuccess }))
}
