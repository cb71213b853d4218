import { Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconUsersGroup, IconUsersPlus } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Count, RelativeTime } from '#renderer/ui/format/values.tsx'
import { EmptyState } from '#renderer/ui/state/empty-state.tsx'
import type { TableColumn } from '#renderer/ui/table/column.ts'
import { DataTable } from '#renderer/ui/table/data-table.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Group } from '#shared/features/security/contract/people.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { useRoleName } from '../components/use-role-name.ts'
import { AreaPage } from '../layout/area-page.tsx'
import { useGroupMutations } from '../mutations.ts'
import { groupsQuery } from '../queries.ts'
import { GroupForm } from './group-form.tsx'

const route = getRouteApi('/security/groups')

function useColumns(): readonly TableColumn<Group>[] {
  const { t } = useTranslation('security')
  const format = useFormat()
  const roleName = useRoleName()
  const role = (group: Group) => (group.role === null ? t('group.noRole') : roleName(group.role))
  return [
    { id: 'name', header: t('group.column.name'), fixed: true, cell: ({ name }) => name, text: ({ name }) => name },
    { id: 'role', header: t('group.column.role'), width: 200, cell: role, text: role },
    {
      id: 'members',
      header: t('group.column.members'),
      width: 100,
      align: 'end',
      cell: ({ memberCount }) => <Count value={memberCount} />,
      text: ({ memberCount }) => String(memberCount),
    },
    {
      id: 'created',
      header: t('group.column.created'),
      width: 140,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      text: ({ createdAt }) => format.instant(createdAt),
    },
  ]
}

/** Every group, and beside the list the one that is looked at. */
export function GroupsScreen() {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const navigate = route.useNavigate()
  const { groupId } = useParams({ strict: false })
  const [adding, add] = useDisclosure(false)
  const { create } = useGroupMutations()
  const source = useTableSource(useInfiniteQuery(groupsQuery()))
  const open = (id: string) => void navigate({ to: '/security/groups/$groupId', params: { groupId: id } })
  return (
    <AreaPage
      title={t('area.groups')}
      description={t('group.text')}
      fill
      actions={
        <GuardedButton
          permission="users.manage"
          leftSection={<IconUsersPlus size={16} aria-hidden />}
          onClick={add.open}
        >
          {t('group.add')}
        </GuardedButton>
      }
    >
      <DataTable
        label={t('area.groups')}
        storageKey="security-groups"
        columns={useColumns()}
        source={source}
        rowId={(group) => group.id}
        rowName={(group) => group.name}
        openId={groupId}
        onOpen={(group) => open(group.id)}
        empty={
          <EmptyState
            icon={<IconUsersGroup size={40} stroke={1.4} />}
            title={t('group.empty')}
            text={t('group.emptyText')}
          />
        }
      />
      <Modal
        opened={adding}
        onClose={add.close}
        title={t('group.add')}
        closeButtonProps={{ 'aria-label': tUi('close') }}
      >
        {adding ? (
          <GroupForm
            draftKey="security-group"
            group={{ name: '', role: null }}
            submitLabel={t('group.add')}
            onClose={add.close}
            save={async (values) => {
              const group = await create.mutateAsync(values)
              showNotice({ tone: 'good', title: t('group.created', { name: group.name }) })
              add.close()
              open(group.id)
            }}
          />
        ) : null}
      </Modal>
      <Outlet />
    </AreaPage>
  )
}
