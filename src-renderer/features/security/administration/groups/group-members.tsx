import { ActionIcon, Button, Text, Tooltip } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { useTableSource } from '#renderer/ui/table/table-source.ts'
import type { Group } from '#shared/features/security/contract/people.ts'
import lists from '../components/lists.module.css'
import { PersonField } from '../components/person-field.tsx'
import { useGroupMutations } from '../mutations.ts'
import { directoryQuery } from '../queries.ts'

/** Who belongs to a group, and the ways in and out. */
export function GroupMembers({ group }: { readonly group: Group }) {
  const { t } = useTranslation('security')
  const mayManage = useMay('users.manage')
  const source = useTableSource(useInfiniteQuery(directoryQuery({ groupId: group.id })))
  const { join, leave } = useGroupMutations()
  const error = source.error ?? join.error ?? leave.error
  return (
    <Section title={t('group.members')}>
      {mayManage ? (
        <PersonField
          label={t('group.addMember')}
          labelShown={false}
          placeholder={t('group.addMember')}
          value={null}
          disabled={join.isPending}
          exclude={source.rows.map((user) => user.id)}
          onChange={(user) => {
            if (user !== null) join.mutate({ id: group.id, userId: user.id })
          }}
        />
      ) : null}
      {source.rows.length === 0 && !source.isLoading ? (
        <Text fz="sm" c="dimmed">
          {t('group.noMembers')}
        </Text>
      ) : null}
      <ul className={lists.rows}>
        {source.rows.map((user) => (
          <li key={user.id} className={lists.row}>
            <Link to="/security/people/$userId" params={{ userId: user.id }} search={{}} className={lists.link}>
              {user.name}
            </Link>
            {mayManage ? (
              <Tooltip label={t('group.removeMember', { name: user.name })}>
                <ActionIcon
                  aria-label={t('group.removeMember', { name: user.name })}
                  disabled={leave.isPending}
                  onClick={() => leave.mutate({ id: group.id, userId: user.id })}
                >
                  <IconX size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            ) : null}
          </li>
        ))}
      </ul>
      {source.hasMore ? (
        <Button size="compact-sm" variant="default" onClick={source.loadMore}>
          {t('group.more')}
        </Button>
      ) : null}
      {error === null ? null : <ErrorPanel error={error} />}
    </Section>
  )
}
