import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { useRunJob } from '../../mutations.ts'

/** Runs the job; while it runs it leads to the progress. */
export function RunJobButton({ job, small = false }: { readonly job: BackupJob; readonly small?: boolean }) {
  const { t } = useTranslation('backup')
  const run = useRunJob()
  const mayRun = useMay('backup.run')
  const { runningExecutionId } = job
  const look = small ? ({ size: 'compact-xs', variant: 'default' } as const) : ({ size: 'sm' } as const)
  if (runningExecutionId !== null)
    return (
      <Button
        {...look}
        variant="default"
        renderRoot={(props) => (
          <Link to="/backup/executions/$executionId" params={{ executionId: runningExecutionId }} {...props} />
        )}
      >
        {t('seeProgress')}
      </Button>
    )
  if (!mayRun) return null
  return (
    <Button
      {...look}
      leftSection={<IconPlayerPlay size={small ? 12 : 16} aria-hidden />}
      loading={run.isPending}
      aria-label={small ? t('job.runNamed', { name: job.name }) : undefined}
      onClick={() => run.mutate({ id: job.id })}
    >
      {t('job.run')}
    </Button>
  )
}
