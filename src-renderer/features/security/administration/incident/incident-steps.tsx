import { Group, Text } from '@mantine/core'
import { IconDownload, IconKeyOff, IconLock, IconLockOpen, IconLogout, IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import { ExportAudit } from '../audit/export-audit.tsx'
import { GuardedButton } from '../components/guarded-button.tsx'
import { useIncidentMutations } from '../mutations.ts'
import { ConfirmedStep } from './confirmed-step.tsx'
import classes from './incident.module.css'
import type { IncidentStatus } from './incident-status.ts'
import { IncidentStep } from './incident-step.tsx'

interface StepProps {
  readonly status: IncidentStatus
}

function FreezeStep({ status }: StepProps) {
  const { t } = useTranslation('security')
  const { freezeSignIns } = useIncidentMutations()
  const report = useFailureNotice()
  const isFrozen = status.signInsFrozenSince !== null
  const thaw = () =>
    freezeSignIns.mutate(
      { frozen: false },
      { onSuccess: () => showNotice({ tone: 'good', title: t('incident.freeze.thawed') }), onError: report },
    )
  return (
    <IncidentStep
      number={1}
      title={t('incident.freeze.title')}
      does={t('incident.freeze.does')}
      doesNot={t('incident.freeze.doesNot')}
      state={
        <StateBadge tone={isFrozen ? 'failed' : 'good'}>{t(isFrozen ? 'incident.frozen' : 'incident.open')}</StateBadge>
      }
    >
      {isFrozen ? (
        <GuardedButton
          permission="security.manage"
          variant="default"
          leftSection={<IconLockOpen size={16} aria-hidden />}
          loading={freezeSignIns.isPending}
          onClick={thaw}
        >
          {t('incident.freeze.thaw')}
        </GuardedButton>
      ) : (
        <ConfirmedStep
          label={t('incident.freeze.button')}
          icon={<IconLock size={16} aria-hidden />}
          title={t('incident.freeze.confirm')}
          lost={[t('incident.freeze.lost')]}
          kept={[t('incident.freeze.kept'), t('incident.freeze.keptBack')]}
          pending={freezeSignIns.isPending}
          error={freezeSignIns.error}
          reset={freezeSignIns.reset}
          act={(done) =>
            freezeSignIns.mutate(
              { frozen: true },
              {
                onSuccess: () => {
                  showNotice({ tone: 'good', title: t('incident.freeze.done') })
                  done()
                },
              },
            )
          }
        />
      )}
    </IncidentStep>
  )
}

function SessionsStep({ status }: StepProps) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const { endAllSessions } = useIncidentMutations()
  const others = Math.max(0, status.openSessions - 1)
  return (
    <IncidentStep
      number={2}
      title={t('incident.sessions.title')}
      does={t('incident.sessions.does')}
      doesNot={t('incident.sessions.doesNot')}
      state={<Figure label={t('incident.openSessions')} value={status.openSessions} />}
    >
      <ConfirmedStep
        label={t('incident.sessions.button')}
        icon={<IconLogout size={16} aria-hidden />}
        title={t('incident.sessions.confirm')}
        lost={[t('incident.sessions.lost', { count: others })]}
        kept={[t('incident.sessions.kept')]}
        pending={endAllSessions.isPending}
        error={endAllSessions.error}
        reset={endAllSessions.reset}
        act={(done) =>
          endAllSessions.mutate(
            {},
            {
              onSuccess: ({ endedSessions, revokedTokens }) => {
                const figures = { sessions: format.count(endedSessions), tokens: format.count(revokedTokens) }
                showNotice({ tone: 'good', title: t('incident.sessions.done', figures) })
                done()
              },
            },
          )
        }
      />
    </IncidentStep>
  )
}

function ApiKeysStep({ status }: StepProps) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const { revokeAllApiKeys } = useIncidentMutations()
  return (
    <IncidentStep
      number={3}
      title={t('incident.apiKeys.title')}
      does={t('incident.apiKeys.does')}
      doesNot={t('incident.apiKeys.doesNot')}
      state={<Figure label={t('incident.activeApiKeys')} value={status.activeApiKeys} />}
    >
      <ConfirmedStep
        label={t('incident.apiKeys.button')}
        icon={<IconKeyOff size={16} aria-hidden />}
        title={t('incident.apiKeys.confirm')}
        lost={[t('incident.apiKeys.lost', { count: status.activeApiKeys })]}
        kept={[t('incident.apiKeys.kept')]}
        phrase={t('incident.apiKeys.phrase')}
        pending={revokeAllApiKeys.isPending}
        error={revokeAllApiKeys.error}
        reset={revokeAllApiKeys.reset}
        act={(done) =>
          revokeAllApiKeys.mutate(
            {},
            {
              onSuccess: ({ revokedKeys }) => {
                showNotice({ tone: 'good', title: t('incident.apiKeys.done', { keys: format.count(revokedKeys) }) })
                done()
              },
            },
          )
        }
      />
    </IncidentStep>
  )
}

function AuditStep() {
  const { t } = useTranslation('security')
  return (
    <IncidentStep
      number={4}
      title={t('incident.audit.title')}
      does={t('incident.audit.does')}
      doesNot={t('incident.audit.doesNot')}
    >
      <ExportAudit
        filter={{}}
        button={(open) => (
          <GuardedButton
            permission="audit.export"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={open}
          >
            {t('incident.audit.title')}
          </GuardedButton>
        )}
      />
    </IncidentStep>
  )
}

function KeysStep({ status }: StepProps) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const { rotateKeys } = useIncidentMutations()
  return (
    <IncidentStep
      number={5}
      title={t('incident.keys.title')}
      does={t('incident.keys.does')}
      doesNot={t('incident.keys.doesNot')}
      state={
        <Text fz="sm" c="dimmed" component="div">
          {t('incident.keysRotated')}{' '}
          {status.keysRotatedAt === null ? t('incident.never') : <RelativeTime at={status.keysRotatedAt} />}
        </Text>
      }
    >
      <ConfirmedStep
        label={t('incident.keys.button')}
        icon={<IconRotate size={16} aria-hidden />}
        title={t('incident.keys.confirm')}
        lost={[t('incident.keys.lost')]}
        kept={[t('incident.keys.kept')]}
        pending={rotateKeys.isPending}
        error={rotateKeys.error}
        reset={rotateKeys.reset}
        act={(done) =>
          rotateKeys.mutate(
            {},
            {
              onSuccess: ({ rotated, reencryptedValues }) => {
                const figures = { keys: format.count(rotated.length), values: format.count(reencryptedValues) }
                showNotice({ tone: 'good', title: t('incident.keys.done', figures) })
                done()
              },
            },
          )
        }
      />
    </IncidentStep>
  )
}

function Figure({ label, value }: { readonly label: string; readonly value: number }) {
  const format = useFormat()
  return (
    <Group gap={6}>
      <Text fz="sm" c="dimmed">
        {label}
      </Text>
      <Text fz="sm" fw={600}>
        {format.count(value)}
      </Text>
    </Group>
  )
}

/** The steps of the plan that are one button each, in the order of the plan. */
export function IncidentSteps({ status }: StepProps) {
  return (
    <ol className={classes.steps}>
      <FreezeStep status={status} />
      <SessionsStep status={status} />
      <ApiKeysStep status={status} />
      <AuditStep />
      <KeysStep status={status} />
    </ol>
  )
}
