import { Button, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ConfirmDanger } from '#renderer/ui/danger/confirm-danger.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import type { CustomRole } from '#shared/features/security/contract/rights.ts'
import { GuardedButton } from '../components/guarded-button.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { useRoleMutations } from '../mutations.ts'
import { rolesQuery } from '../queries.ts'
import { RoleEditor } from './role-editor.tsx'
import { roleValuesOf, ruleOf } from './role-form.ts'

const route = getRouteApi('/security/roles/$roleId')

function RemoveRole({ role }: { readonly role: CustomRole }) {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const [asking, ask] = useDisclosure(false)
  const { remove } = useRoleMutations()
  const { name } = role
  const confirm = () =>
    remove.mutate(
      { id: role.id },
      {
        onSuccess: () => {
          showNotice({ tone: 'good', title: t('roles.removed', { name }) })
          void navigate({ to: '/security/roles' })
        },
      },
    )
  return (
    <>
      <GuardedButton
        permission="roles.manage"
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={ask.open}
      >
        {t('roles.remove')}
      </GuardedButton>
      <ConfirmDanger
        opened={asking}
        title={t('roles.removeTitle', { name })}
        lost={[t('roles.removeLost', { count: role.rules.length })]}
        kept={[t('roles.removeKept')]}
        phrase={name}
        action={t('roles.remove')}
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

function EditRole({ role }: { readonly role: CustomRole }) {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const { update } = useRoleMutations()
  return (
    <>
      {role.userCount === 0 ? null : (
        <Text fz="sm" c="dimmed">
          {t('roles.affected', { count: role.userCount })}
        </Text>
      )}
      <RoleEditor
        key={role.updatedAt}
        initial={roleValuesOf(role)}
        draftKey={`security-role-${role.id}`}
        label={t('roles.editTitle', { name: role.name })}
        submitLabel={t('roles.save')}
        save={async (values) => {
          await update.mutateAsync({ id: role.id, ...values, rules: values.rules.map(ruleOf) })
          showNotice({ tone: 'good', title: t('roles.saved', { name: values.name }) })
          void navigate({ to: '/security/roles' })
        }}
      />
    </>
  )
}

/** Changes a role of the site; it holds at once for everybody who has it. */
export function RoleScreen() {
  const { t } = useTranslation('security')
  const { roleId } = route.useParams()
  const query = useQuery(rolesQuery())
  const role = query.data?.custom.find((one) => one.id === roleId)
  return (
    <AreaPage
      title={role === undefined ? t('area.roles') : t('roles.editTitle', { name: role.name })}
      description={t('roles.formText')}
      crumbs={[{ label: t('area.roles'), link: { to: '/security/roles' } }]}
      actions={role === undefined ? null : <RemoveRole role={role} />}
    >
      <Loaded query={query} heights={[120, 480]}>
        {() =>
          role === undefined ? (
            <>
              <Text>{t('roles.gone')}</Text>
              <Button variant="default" renderRoot={(props) => <Link to="/security/roles" {...props} />}>
                {t('area.roles')}
              </Button>
            </>
          ) : (
            <EditRole role={role} />
          )
        }
      </Loaded>
    </AreaPage>
  )
}
