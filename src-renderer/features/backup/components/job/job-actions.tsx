import { ActionIcon, Button, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCamera, IconDots, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { useSwitchJob } from '../../mutations.ts'
import { RemoveJob } from './remove-job.tsx'
import { RunJobButton } from './run-job-button.tsx'

function MoreMenu({ job }: { readonly job: BackupJob }) {
  const { t } = useTranslation('backup')
  const [removing, remove] = useDisclosure(false)
  const turn = useSwitchJob(job)
  const Turn = job.enabled ? IconPlayerPause : IconPlayerPlay
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('job.more')} loading={turn.isPending}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Turn size={16} aria-hidden />} onClick={turn.run}>
            {t(job.enabled ? 'job.turnOff' : 'job.turnOn')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={remove.open}>
            {t('job.remove.button')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RemoveJob job={job} opened={removing} onClose={remove.close} />
    </>
  )
}

/** What one can do with a job. */
export function JobActions({ job }: { readonly job: BackupJob }) {
  const { t } = useTranslation('backup')
  const mayManage = useMay('backup.manage')
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconCamera size={16} aria-hidden />}
        renderRoot={(props) => (
          <Link
            to="/backup/repositories/$repositoryId"
            params={{ repositoryId: job.repositoryId }}
            search={{ jobId: job.id }}
            {...props}
          />
        )}
      >
        {t('job.snapshots')}
      </Button>
      {mayManage ? (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/backup/jobs/$jobId/edit" params={{ jobId: job.id }} {...props} />}
        >
          {t('job.edit')}
        </Button>
      ) : null}
      <RunJobButton job={job} />
      {mayManage ? <MoreMenu job={job} /> : null}
    </>
  )
}
