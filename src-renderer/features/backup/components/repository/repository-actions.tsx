import { ActionIcon, Button, Menu, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconDots,
  IconFileText,
  IconKey,
  IconLockOpen,
  IconPencil,
  IconShieldCheck,
  IconShieldSearch,
  IconTrash,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import type { BackupRepository } from '#shared/features/backup/values.ts'
import { useVerify } from '../../mutations.ts'
import { RemoveRepository } from './remove-repository.tsx'
import { RenameRepository } from './rename-repository.tsx'
import { SetPassword } from './set-password.tsx'
import { UnlockRepository } from './unlock-repository.tsx'

function VerifyMenu({ repository }: { readonly repository: BackupRepository }) {
  const { t } = useTranslation('backup')
  const verify = useVerify()
  const choices = [
    { key: 'all', icon: IconShieldCheck, readData: true },
    { key: 'structure', icon: IconShieldSearch, readData: false },
  ] as const
  return (
    <Menu position="bottom-end" width={340}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconShieldCheck size={16} aria-hidden />} loading={verify.isPending}>
          {t('repository.verify.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.key}
            aria-label={t(`repository.verify.${choice.key}`)}
            leftSection={<choice.icon size={18} aria-hidden />}
            onClick={() => verify.mutate({ id: repository.id, readData: choice.readData })}
          >
            {t(`repository.verify.${choice.key}`)}
            <Text fz="sm" c="dimmed">
              {t(`repository.verify.${choice.key}Help`)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function MoreMenu({ repository }: { readonly repository: BackupRepository }) {
  const { t } = useTranslation('backup')
  const { jobCount } = repository
  const [renaming, rename] = useDisclosure(false)
  const [entering, password] = useDisclosure(false)
  const [unlocking, unlock] = useDisclosure(false)
  const [removing, remove] = useDisclosure(false)
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('repository.more')}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={rename.open}>
            {t('repository.rename.button')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} aria-hidden />} onClick={password.open}>
            {t('repository.setPassword.button')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLockOpen size={16} aria-hidden />} onClick={unlock.open}>
            {t('repository.unlock.button')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} disabled={jobCount > 0} onClick={remove.open}>
            {t('repository.remove.button')}
          </Menu.Item>
          {jobCount > 0 ? <Menu.Label>{t('repository.remove.used', { count: jobCount })}</Menu.Label> : null}
        </Menu.Dropdown>
      </Menu>
      <RenameRepository repository={repository} opened={renaming} onClose={rename.close} />
      <SetPassword repositoryId={repository.id} opened={entering} onClose={password.close} />
      <UnlockRepository repository={repository} opened={unlocking} onClose={unlock.close} />
      <RemoveRepository repository={repository} opened={removing} onClose={remove.close} />
    </>
  )
}

/** What one can do with a repository. */
export function RepositoryActions({ repository }: { readonly repository: BackupRepository }) {
  const { t } = useTranslation('backup')
  const mayManage = useMay('backup.manage')
  const mayRun = useMay('backup.run')
  return (
    <>
      {mayManage ? (
        <Button
          variant="default"
          leftSection={<IconFileText size={16} aria-hidden />}
          renderRoot={(props) => (
            <Link
              to="/backup/repositories/$repositoryId/emergency-sheet"
              params={{ repositoryId: repository.id }}
              {...props}
            />
          )}
        >
          {t('repository.sheet.button')}
        </Button>
      ) : null}
      {mayRun ? <VerifyMenu repository={repository} /> : null}
      {mayManage ? <MoreMenu repository={repository} /> : null}
    </>
  )
}
