import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '#renderer/api/client.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { StateBadge, StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { useTwoFactorMutations } from '../mutations.ts'
import { BackupCodes } from './backup-codes.tsx'
import { PasswordFirst, TwoFactorSetup } from './two-factor-setup.tsx'

type Doing = 'set-up' | 'renew' | 'disable'

const fewCodes = 3

interface Status {
  readonly state: 'off' | 'pending' | 'on'
  readonly required: boolean
  readonly enabledAt: string | null
  readonly lastUsedAt: string | null
  readonly backupCodesLeft: number
}

function RenewCodes({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const { renew } = useTwoFactorMutations()
  if (renew.data !== undefined) return <BackupCodes codes={renew.data.backupCodes} onDone={onDone} />
  return (
    <Stack gap="md">
      <Text>{t('twoFactor.renewText')}</Text>
      <PasswordFirst
        submitLabel={t('twoFactor.renew')}
        onPassword={async (password) => void (await renew.mutateAsync({ password }))}
        onCancel={onDone}
      />
    </Stack>
  )
}

function Disable({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const { disable } = useTwoFactorMutations()
  const take = async (password: string) => {
    await disable.mutateAsync({ password })
    showNotice({ tone: 'warning', title: t('twoFactor.disabled') })
    onDone()
  }
  return (
    <Stack gap="md">
      <Text>{t('twoFactor.disableText')}</Text>
      <PasswordFirst submitLabel={t('twoFactor.disable')} onPassword={take} onCancel={onDone} />
    </Stack>
  )
}

/** What is being done, in a dialog that only its own buttons close, since codes are shown once. */
function Doings({ doing, onDone }: { readonly doing: Doing | null; readonly onDone: () => void }) {
  const { t } = useTranslation('security')
  const titles = { 'set-up': 'twoFactor.setUp', renew: 'twoFactor.renew', disable: 'twoFactor.disable' } as const
  const finish = () => {
    showNotice({ tone: 'good', title: t('twoFactor.enabled') })
    onDone()
  }
  return (
    <Modal
      opened={doing !== null}
      onClose={onDone}
      title={doing === null ? '' : t(titles[doing])}
      size={600}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      {doing === 'set-up' ? <TwoFactorSetup onDone={finish} onCancel={onDone} /> : null}
      {doing === 'renew' ? <RenewCodes onDone={onDone} /> : null}
      {doing === 'disable' ? <Disable onDone={onDone} /> : null}
    </Modal>
  )
}

function CodesWarning({ left }: { readonly left: number }) {
  const { t } = useTranslation('security')
  return (
    <Alert variant="default" icon={<StateIcon tone={left === 0 ? 'failed' : 'warning'} size={20} />}>
      {t('twoFactor.fewCodes', { count: left })}
    </Alert>
  )
}

function Enabled({ status, onDo }: { readonly status: Status; readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation('security')
  const { enabledAt, lastUsedAt, backupCodesLeft } = status
  return (
    <Stack gap="md">
      <Facts
        facts={[
          { name: t('twoFactor.since'), value: enabledAt === null ? '–' : <Moment at={enabledAt} /> },
          {
            name: t('twoFactor.lastUsed'),
            value: lastUsedAt === null ? t('twoFactor.neverUsed') : <RelativeTime at={lastUsedAt} />,
          },
          { name: t('twoFactor.codesLeft'), value: t('twoFactor.codesLeftValue', { count: backupCodesLeft }) },
        ]}
      />
      {backupCodesLeft <= fewCodes ? <CodesWarning left={backupCodesLeft} /> : null}
      <Group gap="xs">
        <Button variant={backupCodesLeft <= fewCodes ? 'filled' : 'default'} onClick={() => onDo('renew')}>
          {t('twoFactor.renew')}
        </Button>
        <Button variant="default" onClick={() => onDo('set-up')}>
          {t('twoFactor.moveDevice')}
        </Button>
        {status.required ? null : (
          <Button variant="default" onClick={() => onDo('disable')}>
            {t('twoFactor.disable')}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

/** One's own second factor: set up, backup codes, moved to another device, turned off. */
export function TwoFactorSection() {
  const { t } = useTranslation('security')
  const [doing, setDoing] = useState<Doing | null>(null)
  const query = useQuery(queries.security.twoFactor.status.queryOptions())
  const status = query.data
  const badge =
    status === undefined ? null : (
      <StateBadge tone={status.state === 'on' ? 'good' : status.required ? 'failed' : 'off'}>
        {t(`twoFactor.state.${status.state}`)}
      </StateBadge>
    )
  return (
    <Section title={t('twoFactor.title')} description={t('twoFactor.text')} actions={badge}>
      {query.error === null ? null : <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending ? <LoadingCards heights={[64]} /> : null}
      {status?.required === true ? (
        <Text fz="sm" c="dimmed">
          {t('twoFactor.required')}
        </Text>
      ) : null}
      {status?.state === 'on' ? <Enabled status={status} onDo={setDoing} /> : null}
      {status !== undefined && status.state !== 'on' ? (
        <Button w="fit-content" onClick={() => setDoing('set-up')}>
          {t('twoFactor.setUp')}
        </Button>
      ) : null}
      <Doings doing={doing} onDone={() => setDoing(null)} />
    </Section>
  )
}
