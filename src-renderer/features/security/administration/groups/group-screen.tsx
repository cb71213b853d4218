import { Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { DetailDrawer } from '#renderer/ui/drawer/detail-drawer.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { LoadingCards } from '#renderer/ui/state/loading.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Group } from '#shared/features/security/contract/people.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { useRoleName } from '../components/use-role-name.ts'
import { useRowOf } from '../components/use-row-of.ts'
import { useGroupMutations } from '../mutations.ts'
import { groupsQuery } from '../queries.ts'
import { GroupForm } from './group-form.tsx'
import { GroupMembers } from './group-members.tsx'

const route = getRouteApi('/security/groups/$groupId')

function RemoveGroup({ group, onGone }: { readonly group: Group; readonly onGone: () => void }) {
  const { t } = useTranslation('security')
  const [asking, ask] = useDisclosure(false)
  const { remove } = useGroupMutations()
  const { name } = group
  const confirm = () =>
    remove.mutate(
      { id: group.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('group.removed', { name }) })
          onGone()
        },
      },
    )
  return (
    <>
      <GuardedButton
        permission="users.manage"
        size="compact-sm"
        variant="default"
        leftSection={<IconTrash size={14} aria-hidden />}
        onClick={ask.open}
      >
        {t('group.remove')}
      </GuardedButton>
      <ConfirmDanger
        opened={asking}
        title={t('group.removeTitle', { name })}
        lost={[t('group.removeLost', { count: group.memberCount })]}
        kept={[t('group.removeKept')]}
        phrase={name}
        action={t('group.remove')}
        pending={remove.isPending}
        error={remove.error}
        onConfirm={confirm}
        onClose={() => {
          remove.reset()
          ask.close()
        }}
      />
    </>
  )
}

function GroupDetail({ group }: { readonly group: Group }) {
  const { t } = useTranslation('security')
  const mayManage = useMay('users.manage')
  const roleName = useRoleName()
  const { update } = useGroupMutations()
  return (
    <Stack gap="md">
      <Section title={t('person.facts')}>
        {mayManage ? (
          <GroupForm
            key={`${group.name} ${group.role}`}
            group={group}
            submitLabel={t('group.save')}
            save={async (values) => {
              await update.mutateAsync({ id: group.id, ...values })
              showNotice({ tone: 'good', title: t('group.saved', { name: values.name }) })
            }}
          />
        ) : (
          <Facts
            facts={[{ name: t('group.role'), value: group.role === null ? t('group.noRole') : roleName(group.role) }]}
          />
        )}
      </Section>
      <GroupMembers group={group} />
    </Stack>
  )
}

/** One group beside the list: its role and who belongs to it. */
export function GroupScreen() {
  const { t } = useTranslation('security')
  const { groupId } = route.useParams()
  const navigate = route.useNavigate()
  const source = useTableSource(useInfiniteQuery(groupsQuery()))
  const { row: group, isSearching } = useRowOf(source, (one) => one.id === groupId)
  const close = () => void navigate({ to: '/security/groups' })
  return (
    <DetailDrawer
      opened
      onClose={close}
      title={group?.name ?? t('group.summary')}
      actions={group === undefined ? undefined : <RemoveGroup group={group} onGone={close} />}
    >
      {source.error === null ? null : <ErrorPanel error={source.error} onRetry={source.reload} />}
      {group !== undefined ? (
        <GroupDetail group={group} />
      ) : isSearching ? (
        <LoadingCards heights={[160, 240]} />
      ) : source.error === null ? (
        <Text>{t('group.gone')}</Text>
      ) : null}
    </DetailDrawer>
  )
}
