import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { builtInRoleSchema } from '#shared/contract/permissions.ts'
import type { RoleReference } from '#shared/features/security/values.ts'
import { rolesQuery } from '../queries.ts'

/** Writes a role by its name: those of the program in the person's language, those of the site as they are called. */
export function useRoleName(): (role: RoleReference) => string {
  const { t } = useTranslation('security')
  const mayRead = useMay('users.read')
  const custom = useQuery({ ...rolesQuery(), enabled: mayRead }).data?.custom
  return (role) => {
    const builtIn = builtInRoleSchema.safeParse(role)
    if (builtIn.success) return t(`role.${builtIn.data}`)
    return custom?.find((one) => one.id === role)?.name ?? '…'
  }
}

/** Every role there is, to choose one. */
export function useRoleChoices(): readonly { readonly value: RoleReference; readonly label: string }[] {
  const { t } = useTranslation('security')
  const custom = useQuery(rolesQuery()).data?.custom ?? []
  return [
    ...builtInRoleSchema.options.map((role) => ({ value: role, label: t(`role.${role}`) })),
    ...custom.map((role) => ({ value: role.id, label: role.name })),
  ]
}
