import { Button } from '@mantine/core'
import { IconFolderOpen, IconPlayerPlay, IconRestore } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { isLive } from '../../execution-tone.ts'
import { useRunJob } from '../../mutations.ts'
import type { ExecutionWithDetail } from './types.ts'

/** What one does next with a run: look into its snapshot, restore from it, or run the job again. */
export function ExecutionActions({ execution }: { readonly execution: ExecutionWithDetail }) {
  const { t } = useTranslation('backup')
  const mayRestore = useMay('backup.restore')
  const mayRun = useMay('backup.run')
  const run = useRunJob()
  const { repositoryId, snapshotId, jobId } = execution
  if (isLive(execution.state)) return null
  return (
    <>
      {snapshotId === null || !mayRestore ? null : (
        <>
          <Button
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            renderRoot={(props) => (
              <Link
                to="/backup/repositories/$repositoryId/snapshots/$snapshotId"
                params={{ repositoryId, snapshotId }}
                {...props}
              />
            )}
          >
            {t('execution.browse')}
          </Button>
          {execution.kind === 'backup' ? (
            <Button
              variant="default"
              leftSection={<IconRestore size={16} aria-hidden />}
              renderRoot={(props) => (
                <Link
                  to="/backup/repositories/$repositoryId/snapshots/$snapshotId/restore"
                  params={{ repositoryId, snapshotId }}
                  search={{ whole: true }}
                  {...props}
                />
              )}
            >
              {t('snapshot.browser.whole')}
            </Button>
          ) : null}
        </>
      )}
      {execution.kind === 'backup' && jobId !== null && mayRun ? (
        <Button
          variant={snapshotId === null ? 'filled' : 'default'}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={run.isPending}
          onClick={() => run.mutate({ id: jobId })}
        >
          {t('execution.runAgain')}
        </Button>
      ) : null}
    </>
  )
}
