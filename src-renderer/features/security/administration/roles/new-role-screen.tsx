import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { AreaPage } from '../layout/area-page.tsx'
import { useRoleMutations } from '../mutations.ts'
import { RoleEditor } from './role-editor.tsx'
import { emptyRule, type RoleValues, ruleOf } from './role-form.ts'

const empty: RoleValues = { name: '', description: '', requiresTwoFactor: false, rules: [emptyRule] }

/** Makes a role of the site. */
export function NewRoleScreen() {
  const { t } = useTranslation('security')
  const navigate = useNavigate()
  const { create } = useRoleMutations()
  return (
    <AreaPage
      title={t('roles.newTitle')}
      description={t('roles.formText')}
      crumbs={[{ label: t('area.roles'), link: { to: '/security/roles' } }]}
    >
      <RoleEditor
        initial={empty}
        draftKey="security-role"
        label={t('roles.newTitle')}
        submitLabel={t('roles.create')}
        save={async (values) => {
          const role = await create.mutateAsync({ ...values, rules: values.rules.map(ruleOf) })
          showNotice({ tone: 'good', title: t('roles.created', { name: role.name }) })
          void navigate({ to: '/security/roles' })
        }}
      />
    </AreaPage>
  )
}
