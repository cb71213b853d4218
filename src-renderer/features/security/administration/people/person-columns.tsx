import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import type { User } from '#shared/features/security/values.ts'
import { useRoleName } from '../components/use-role-name.ts'
import { PersonState, TwoFactorState } from './person-state.tsx'

type Column = TableColumn<User>

function useMomentColumns(): readonly Column[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  return [
    {
      id: 'lastSignIn',
      header: t('person.column.lastSignIn'),
      width: 128,
      cell: ({ lastSignInAt }) => (lastSignInAt === null ? t('person.never') : <RelativeTime at={lastSignInAt} />),
      text: ({ lastSignInAt }) => (lastSignInAt === null ? '' : format.instant(lastSignInAt)),
    },
    {
      id: 'created',
      header: t('person.column.created'),
      width: 120,
      hidden: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      text: ({ createdAt }) => format.instant(createdAt),
    },
  ]
}

/** Columns of the list of people. */
export function usePersonColumns(): readonly Column[] {
  const { t } = useTranslation('security')
  const roleName = useRoleName()
  const me = useSession().user.id
  const groups = (user: User) => user.groups.map((group) => group.name).join(', ')
  return [
    {
      id: 'name',
      header: t('person.column.name'),
      fixed: true,
      minWidth: 160,
      cell: (user) => (user.id === me ? t('person.you', { name: user.name }) : user.name),
      text: (user) => user.name,
    },
    {
      id: 'role',
      header: t('person.column.role'),
      width: 140,
      cell: (user) => roleName(user.role),
      text: (user) => roleName(user.role),
    },
    {
      id: 'twoFactor',
      header: t('person.column.twoFactor'),
      width: 136,
      cell: (user) => <TwoFactorState user={user} />,
      text: (user) => t(`person.twoFactor.${user.twoFactor}`),
    },
    {
      id: 'state',
      header: t('person.column.state'),
      width: 148,
      cell: (user) => <PersonState user={user} />,
      text: (user) => t(`person.state.${user.state}`),
    },
    { id: 'groups', header: t('person.column.groups'), minWidth: 120, cell: groups, text: groups },
    {
      id: 'email',
      header: t('person.column.email'),
      width: 200,
      hidden: true,
      cell: ({ email }) => email,
      text: ({ email }) => email ?? '',
    },
    ...useMomentColumns(),
  ]
}
