import { Button, Group, Select, Text } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useSession } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { roleReferenceSchema, type User } from '#shared/features/security/values.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { useRoleChoices, useRoleName } from '../components/use-role-name.ts'
import { useAccountMutations } from '../mutations.ts'

/** The role of a person: it holds from the moment it is changed. */
export function PersonRole({ user }: { readonly user: User }) {
  const { t } = useTranslation('security')
  const isMe = useSession().user.id === user.id
  const mayManage = useMay('users.manage')
  const roleName = useRoleName()
  const choices = useRoleChoices()
  const { setRole } = useAccountMutations()
  const [role, chooseRole] = useState(user.role)
  const change = () =>
    setRole.mutate(
      { id: user.id, role },
      { onSuccess: ({ name }) => showNotice({ tone: 'good', title: t('person.roleChanged', { name }) }) },
    )
  return (
    <Section
      title={t('person.column.role')}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconHelpCircle size={14} aria-hidden />}
          renderRoot={(props) => <Link to="/security/access" search={{ userId: user.id }} {...props} />}
        >
          {t('person.access.open')}
        </Button>
      }
    >
      {isMe ? (
        <>
          <Text fz="sm">{roleName(user.role)}</Text>
          <Text fz="sm" c="dimmed">
            {t('person.ownRole')}
          </Text>
        </>
      ) : (
        <Group gap="xs" align="flex-end">
          <Select
            size="sm"
            w={260}
            aria-label={t('person.column.role')}
            allowDeselect={false}
            disabled={!mayManage}
            value={role}
            data={choices}
            onChange={(value) => chooseRole(roleReferenceSchema.catch(user.role).parse(value))}
          />
          {role === user.role && mayManage ? null : (
            <GuardedButton permission="users.manage" loading={setRole.isPending} onClick={change}>
              {t('person.changeRole')}
            </GuardedButton>
          )}
        </Group>
      )}
      {setRole.error === null ? null : <ErrorPanel error={setRole.error} />}
    </Section>
  )
}
