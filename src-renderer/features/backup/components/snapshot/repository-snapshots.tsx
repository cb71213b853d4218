import { Anchor, Group, Text } from '@mantine/core'
import { IconCameraOff } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { isFailure } from '#renderer/ui/failure/failure.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'
import { snapshotsQuery } from '../../queries.ts'
import { SetPasswordButton } from '../repository/set-password.tsx'
import { useSnapshotColumns } from './snapshot-columns.tsx'
import classes from './snapshots.module.css'

/** The snapshots in a repository, newest first; a row opens its content. */
export function RepositorySnapshots(props: { readonly repositoryId: string; readonly jobId: string | undefined }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const navigate = useNavigate()
  const mayLook = useMay('backup.restore')
  const { repositoryId, jobId } = props
  const source = useTableSource(useInfiniteQuery(snapshotsQuery(repositoryId, jobId)))
  const mayManage = useMay('backup.manage')
  const needsPassword =
    isFailure(source.error, 'SECRET_MISSING') || isFailure(source.error, 'REPOSITORY_WRONG_PASSWORD')
  const open = ({ id }: BackupSnapshot) =>
    void navigate({
      to: '/backup/repositories/$repositoryId/snapshots/$snapshotId',
      params: { repositoryId, snapshotId: id },
    })
  return (
    <Section
      title={t('snapshot.title')}
      actions={needsPassword && mayManage ? <SetPasswordButton repositoryId={repositoryId} /> : null}
    >
      <div className={classes.table}>
        <DataTable
          label={t('snapshot.title')}
          storageKey="backup-snapshots"
          columns={useSnapshotColumns()}
          source={source}
          rowId={(snapshot) => snapshot.id}
          rowName={(snapshot) => t('snapshot.nameAt', { time: format.minute(snapshot.time) })}
          {...(mayLook ? { onOpen: open } : {})}
          filters={
            jobId === undefined ? null : (
              <Group gap="xs">
                <Text fz="sm" c="dimmed">
                  {t('snapshot.byJob')}
                </Text>
                <Anchor
                  fz="sm"
                  renderRoot={(rest) => (
                    <Link to="/backup/repositories/$repositoryId" params={{ repositoryId }} {...rest} />
                  )}
                >
                  {t('snapshot.showAll')}
                </Anchor>
              </Group>
            )
          }
          empty={
            <EmptyState
              icon={<IconCameraOff size={40} stroke={1.4} />}
              title={t('snapshot.empty')}
              text={t('snapshot.emptyText')}
            />
          }
        />
      </div>
    </Section>
  )
}
