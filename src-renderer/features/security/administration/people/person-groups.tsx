import { ActionIcon, Group, Select, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { User } from '#shared/features/security/values.ts'
import lists from '../components/lists.module.css'
import { useGroupMutations } from '../mutations.ts'
import { groupChoicesQuery } from '../queries.ts'

/** The groups a person belongs to. */
export function PersonGroups({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  const mayManage = useMay('users.manage')
  const choices = useQuery(groupChoicesQuery()).data?.items ?? []
  const { join, leave } = useGroupMutations()
  const others = choices.filter((group) => !user.groups.some((own) => own.id === group.id))
  const add = (id: string | null) => {
    if (id === null) return
    join.mutate(
      { id, userId: user.id },
      {
        onSuccess: (group) =>
          showNotice({ tone: 'good', title: t('person.joined', { name: user.name, group: group.name }) }),
      },
    )
  }
  const remove = (group: User['groups'][number]) =>
    leave.mutate(
      { id: group.id, userId: user.id },
      {
        onSuccess: () => showNotice({ tone: 'good', title: t('person.left', { name: user.name, group: group.name }) }),
      },
    )
  const error = join.error ?? leave.error
  return (
    <Section title={t('person.groups')}>
      {user.groups.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('person.noGroups')}
        </Text>
      ) : (
        <ul className={lists.rows}>
          {user.groups.map((group) => (
            <li key={group.id} className={lists.row}>
              <Link to="/security/groups/$groupId" params={{ groupId: group.id }} className={lists.link}>
                {group.name}
              </Link>
              {mayManage ? (
                <Tooltip label={t('person.leaveGroup', { group: group.name })}>
                  <ActionIcon
                    aria-label={t('person.leaveGroup', { group: group.name })}
                    loading={leave.isPending}
                    onClick={() => remove(group)}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {mayManage && others.length > 0 ? (
        <Group>
          <Select
            size="xs"
            w={260}
            searchable
            aria-label={t('person.joinGroup')}
            placeholder={t('person.joinGroup')}
            value={null}
            disabled={join.isPending}
            data={others.map((group) => ({ value: group.id, label: group.name }))}
            onChange={add}
          />
        </Group>
      ) : null}
      {error === null ? null : <ErrorPanel error={error} />}
    </Section>
  )
}
