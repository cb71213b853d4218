import { useTranslation } from 'react-i18next'
import { builtInRoleSchema, permissionSchema } from '#shared/contract/permissions.ts'
import type { Decision } from '#shared/features/security/contract/rights.ts'

const conditions = ['owner', 'sites', 'environments', 'hours', 'networks', 'highestClassification'] as const

/** Writes why somebody may or may not do something, in one sentence. */
export function useDecisionText(): (decision: Decision) => string {
  const { t } = useTranslation('security')
  const roleName = (role: string) => {
    const builtIn = builtInRoleSchema.safeParse(role)
    return builtIn.success ? t(`role.${builtIn.data}`) : role
  }
  return ({ reason }) => {
    switch (reason.code) {
      case 'granted-by-role':
      case 'denied-by-rule':
        return t(`decision.${reason.code}`, { role: roleName(reason.role) })
      case 'condition-not-met': {
        const condition = conditions.find((known) => known === reason.condition)
        return t('decision.condition-not-met', {
          role: roleName(reason.role),
          condition: condition === undefined ? reason.condition : t(`condition.${condition}.name`),
        })
      }
      case 'no-role-grants-it':
        return reason.rolesThatWould.length === 0
          ? t('decision.nobody')
          : t('decision.no-role-grants-it', { roles: reason.rolesThatWould.map(roleName).join(t('decision.or')) })
      case 'duty-first':
        return t(`decision.duty.${reason.duty}`)
      case 'outside-key-scope':
      case 'account-disabled':
        return t(`decision.${reason.code}`)
    }
  }
}

/** The name of a right, as one would say it. */
export function usePermissionText(): (permission: string) => string {
  const { t } = useTranslation('security')
  return (permission) => {
    const known = permissionSchema.safeParse(permission)
    return known.success ? t(`permission.${known.data}.name`) : permission
  }
}
