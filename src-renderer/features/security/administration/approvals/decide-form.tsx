import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { Approval } from '#shared/features/security/contract/rights.ts'
import { useApprovalMutations } from '../mutations.ts'

function OwnRequest({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation('security')
  const { withdraw } = useApprovalMutations()
  const takeBack = () =>
    withdraw.mutate(
      { id: approval.id },
      { onSuccess: () => showNotice({ tone: 'good', title: t('approvals.withdrawn') }) },
    )
  return (
    <Section title={t('approvals.ownTitle')}>
      <Text fz="sm">{t('approvals.own')}</Text>
      {withdraw.error === null ? null : <ErrorPanel error={withdraw.error} />}
      <Group>
        <Button variant="default" loading={withdraw.isPending} onClick={takeBack}>
          {t('approvals.withdraw')}
        </Button>
      </Group>
    </Section>
  )
}

/** Approves or rejects a request, or takes one's own back. */
export function DecideForm({ approval }: { readonly approval: Approval }) {
  const { t } = useTranslation('security')
  const mayDecide = useMay('approvals.decide')
  const { approve, reject } = useApprovalMutations()
  const [reason, setReason] = useState('')
  const [asked, setAsked] = useState(false)
  if (approval.mine) return <OwnRequest approval={approval} />
  if (!mayDecide) return <Text fz="sm">{t('approvals.cannot')}</Text>
  const consent = () =>
    approve.mutate(
      { id: approval.id, reason: reason.trim() },
      {
        onSuccess: ({ state }) =>
          showNotice(
            state === 'failed'
              ? { tone: 'failed', title: t('approvals.approvedFailed') }
              : { tone: 'good', title: t('approvals.approved') },
          ),
      },
    )
  const refuse = () => {
    setAsked(true)
    if (reason.trim() === '') return
    reject.mutate(
      { id: approval.id, reason: reason.trim() },
      { onSuccess: () => showNotice({ tone: 'good', title: t('approvals.rejected') }) },
    )
  }
  const error = approve.error ?? reject.error
  return (
    <Stack gap="sm">
      <Textarea
        label={t('approvals.reason')}
        description={t('approvals.reasonHelp')}
        autosize
        minRows={2}
        maxLength={1000}
        value={reason}
        error={asked && reason.trim() === '' ? t('approvals.reasonNeeded') : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Text fz="sm" c="dimmed">
        {t('approvals.approveText', { name: approval.requestedBy.name })}
      </Text>
      {error === null ? null : <ErrorPanel error={error} />}
      <Group gap="xs">
        <Button leftSection={<IconCheck size={16} aria-hidden />} loading={approve.isPending} onClick={consent}>
          {t('approvals.approve')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          loading={reject.isPending}
          onClick={refuse}
        >
          {t('approvals.reject')}
        </Button>
      </Group>
    </Stack>
  )
}
