import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { Invitation } from '#shared/features/security/contract/people.ts'
import { useRoleName } from '../components/use-role-name.ts'

const tones: Readonly<Record<Invitation['state'], StateTone>> = {
  open: 'running',
  accepted: 'good',
  withdrawn: 'off',
  expired: 'warning',
}

/** Columns of the list of invitations. */
export function useInvitationColumns(
  actions: (invitation: Invitation) => ReactNode,
): readonly TableColumn<Invitation>[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  const roleName = useRoleName()
  const way = (invitation: Invitation) => invitation.email ?? t('invitation.letter')
  return [
    {
      id: 'name',
      header: t('invitation.column.name'),
      fixed: true,
      minWidth: 140,
      cell: ({ name }) => name,
      text: ({ name }) => name,
    },
    {
      id: 'state',
      header: t('invitation.column.state'),
      width: 120,
      cell: ({ state }) => <StateBadge tone={tones[state]}>{t(`invitation.state.${state}`)}</StateBadge>,
      text: ({ state }) => t(`invitation.state.${state}`),
    },
    { id: 'email', header: t('invitation.column.email'), minWidth: 140, cell: way, text: way },
    {
      id: 'role',
      header: t('invitation.column.role'),
      width: 130,
      cell: ({ role }) => roleName(role),
      text: ({ role }) => roleName(role),
    },
    {
      id: 'by',
      header: t('invitation.column.by'),
      width: 130,
      hidden: true,
      cell: ({ invitedBy }) => invitedBy,
      text: ({ invitedBy }) => invitedBy,
    },
    {
      id: 'expires',
      header: t('invitation.column.expires'),
      width: 104,
      cell: ({ expiresAt }) => <RelativeTime at={expiresAt} />,
      text: ({ expiresAt }) => format.instant(expiresAt),
    },
    {
      id: 'actions',
      header: t('invitation.column.actions'),
      width: 190,
      fixed: true,
      align: 'end',
      cell: actions,
      text: () => '',
    },
  ]
}
