import { Group } from '@mantine/core'
import { IconMailPlus, IconMailQuestion } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Invitation } from '#shared/features/security/contract/people.ts'
import type { Letter } from '#shared/features/security/values.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { LetterDialog } from '../components/letter-dialog.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { useInvitationMutations } from '../mutations.ts'
import { invitationsQuery } from '../queries.ts'
import { useInvitationColumns } from './invitation-columns.tsx'

interface Sent {
  readonly name: string
  readonly letter: Letter
}

function InvitationActions(props: { readonly invitation: Invitation; readonly onLetter: (sent: Sent) => void }) {
  const { t } = useTranslation('security')
  const { resend, withdraw } = useInvitationMutations()
  const report = useFailureNotice()
  const { id, name, state } = props.invitation
  if (state === 'accepted' || state === 'withdrawn') return null
  const again = () =>
    resend.mutate(
      { id },
      {
        onSuccess: ({ delivery }) => {
          if (delivery.by === 'letter') props.onLetter({ name, letter: delivery.letter })
          else showNotice({ tone: 'good', title: t('invitation.resent', { name }) })
        },
        onError: report,
      },
    )
  const takeBack = () =>
    withdraw.mutate(
      { id },
      {
        onSuccess: () => showNotice({ tone: 'good', title: t('invitation.withdrawn', { name }) }),
        onError: report,
      },
    )
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      <GuardedButton
        permission="users.manage"
        size="compact-xs"
        variant="default"
        loading={resend.isPending}
        onClick={again}
      >
        {t('invitation.resend')}
      </GuardedButton>
      {state === 'open' ? (
        <GuardedButton
          permission="users.manage"
          size="compact-xs"
          variant="default"
          loading={withdraw.isPending}
          onClick={takeBack}
        >
          {t('invitation.withdraw')}
        </GuardedButton>
      ) : null}
    </Group>
  )
}

/** Everybody who has been asked to join. */
export function InvitationsScreen() {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const [sent, setSent] = useState<Sent | null>(null)
  const source = useTableSource(useInfiniteQuery(invitationsQuery()))
  const columns = useInvitationColumns((invitation) => <InvitationActions invitation={invitation} onLetter={setSent} />)
  return (
    <AreaPage
      title={t('area.invitations')}
      description={t('invitation.text')}
      fill
      actions={
        <GuardedButton
          permission="users.manage"
          leftSection={<IconMailPlus size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/security/invitations/new' })}
        >
          {t('invitation.add')}
        </GuardedButton>
      }
    >
      <DataTable
        label={t('area.invitations')}
        storageKey="security-invitations"
        columns={columns}
        source={source}
        rowId={(invitation) => invitation.id}
        rowName={(invitation) => invitation.name}
        empty={
          <EmptyState
            icon={<IconMailQuestion size={40} stroke={1.4} />}
            title={t('invitation.empty')}
            text={t('invitation.emptyText')}
          />
        }
      />
      <LetterDialog
        letter={sent?.letter ?? null}
        title={t('invitation.letterTitle', { name: sent?.name ?? '' })}
        text={t('invitation.letterText')}
        onClose={() => setSent(null)}
      />
    </AreaPage>
  )
}
