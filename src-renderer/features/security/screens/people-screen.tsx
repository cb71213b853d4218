import { Button, NativeSelect, Stack } from '@mantine/core'
import { IconUserPlus, IconUsers } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { PageHeader } from '#renderer/ui/page/page.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import { type BuiltInRole as Role, builtInRoleSchema as roleSchema } from '#shared/contract/permissions.ts'
import type { User } from '#shared/features/security/values.ts'
import { AddPerson } from '../components/add-person.tsx'
import { usePeopleMutations } from '../mutations.ts'
import { peopleQuery } from '../queries.ts'

function RoleSelect({ user, isMe }: { readonly user: User; readonly isMe: boolean }) {
  const { t } = useTranslation('security')
  const { setRole } = usePeopleMutations()
  const report = useFailureNotice()
  const change = (role: Role) =>
    setRole.mutate(
      { id: user.id, role },
      {
        onSuccess: () => showNotice({ tone: 'good', title: t('people.roleChanged', { name: user.name }) }),
        onError: report,
      },
    )
  return (
    <NativeSelect
      size="xs"
      aria-label={t('people.changeRole', { name: user.name })}
      value={user.role}
      disabled={isMe || setRole.isPending}
      onChange={(event) => change(roleSchema.parse(event.currentTarget.value))}
      data={roleSchema.options.map((role) => ({ value: role, label: t(`role.${role}`) }))}
    />
  )
}

function useColumns(onRemove: (user: User) => void): readonly TableColumn<User>[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  const me = useSession().user.id
  const lastSignIn = (user: User) => (user.lastSignInAt === null ? t('people.never') : format.minute(user.lastSignInAt))
  return [
    {
      id: 'name',
      header: t('name'),
      fixed: true,
      cell: (user) => (user.id === me ? t('people.you', { name: user.name }) : user.name),
      text: (user) => user.name,
    },
    {
      id: 'role',
      header: t('people.role'),
      width: 140,
      cell: (user) => <RoleSelect user={user} isMe={user.id === me} />,
      text: (user) => t(`role.${roleSchema.catch('viewer').parse(user.role)}`),
    },
    {
      id: 'lastSignIn',
      header: t('people.lastSignIn'),
      width: 130,
      cell: (user) => (user.lastSignInAt === null ? t('people.never') : <RelativeTime at={user.lastSignInAt} />),
      text: lastSignIn,
    },
    {
      id: 'actions',
      header: t('people.actions'),
      width: 110,
      fixed: true,
      align: 'end',
      cell: (user) =>
        user.id === me ? null : (
          <Button size="compact-xs" variant="default" onClick={() => onRemove(user)}>
            {t('people.remove')}
          </Button>
        ),
      text: () => '',
    },
  ]
}

function RemovePerson({ user, onClose }: { readonly user: User | null; readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { remove } = usePeopleMutations()
  const name = user?.name ?? ''
  const confirm = () => {
    if (user === null) return
    remove.mutate(
      { id: user.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('people.removed', { name }) })
          onClose()
        },
      },
    )
  }
  return (
    <ConfirmDanger
      opened={user !== null}
      title={t('people.removeTitle', { name })}
      lost={[t('people.removeLost', { name })]}
      kept={[t('people.removeKept', { name })]}
      phrase={name}
      action={t('people.remove')}
      pending={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    />
  )
}

/** Who may use the program, for administrators. */
export function PeopleScreen() {
  const { t } = useTranslation('security')
  const { t: tSettings } = useTranslation('settings')
  const source = useTableSource(useInfiniteQuery(peopleQuery()))
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<User | null>(null)
  const columns = useColumns(setRemoving)
  return (
    <Stack gap="md" h="100%">
      <PageHeader
        title={t('people.title')}
        crumbs={[{ label: tSettings('title'), link: { to: '/settings' } }]}
        description={t('people.text')}
        actions={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        }
      />
      <DataTable
        label={t('people.title')}
        storageKey="people"
        columns={columns}
        source={source}
        rowId={(user) => user.id}
        rowName={(user) => user.name}
        empty={<EmptyState icon={<IconUsers size={40} />} title={t('people.empty')} text={t('people.emptyText')} />}
      />
      <AddPerson opened={adding} onClose={() => setAdding(false)} />
      <RemovePerson key={removing?.id ?? ''} user={removing} onClose={() => setRemoving(null)} />
    </Stack>
  )
}
