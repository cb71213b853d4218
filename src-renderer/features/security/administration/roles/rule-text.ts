import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { AccessConditions, AccessRule } from '#shared/contract/permissions.ts'

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** Writes when a rule holds, as one would say it. */
export function useConditionsText(): (conditions: AccessConditions) => string {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const list = (values: readonly string[]) => new Intl.ListFormat(language, { type: 'disjunction' }).format(values)
  return ({ owner, sites, environments, hours, networks, highestClassification }) => {
    const parts = [
      ...(owner === undefined ? [] : [t('condition.owner.own')]),
      ...(sites === undefined ? [] : [t('condition.sites.is', { values: list(sites) })]),
      ...(environments === undefined
        ? []
        : [t('condition.environments.is', { values: list(environments.map((one) => t(`environmentName.${one}`))) })]),
      ...(hours === undefined
        ? []
        : [
            t('condition.hours.is', {
              days: weekdays
                .filter((day) => hours.days.includes(Number(day)))
                .map((day) => t(`weekday.${day}`))
                .join(language === 'ja' ? '・' : ', '),
              from: hours.from,
              to: hours.to,
            }),
          ]),
      ...(networks === undefined ? [] : [t('condition.networks.is', { values: list(networks) })]),
      ...(highestClassification === undefined
        ? []
        : [t('condition.highestClassification.is', { value: t(`classification.${highestClassification}`) })]),
    ]
    return parts.length === 0 ? t('condition.none') : parts.join(t('condition.and'))
  }
}

/** Writes a rule as one sentence. */
export function useRuleText(): (rule: AccessRule) => string {
  const { t } = useTranslation('security')
  const { language } = useFormat()
  const conditionsText = useConditionsText()
  return (rule) =>
    t(rule.effect === 'allow' ? 'roles.readsAllow' : 'roles.readsDeny', {
      conditions: conditionsText(rule.conditions),
      permissions: rule.permissions
        .map((permission) => t(`permission.${permission}.name`))
        .map((name) => (language === 'ja' ? `「${name}」` : `“${name}”`))
        .join(language === 'ja' ? '' : ', '),
    })
}
