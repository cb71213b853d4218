import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { roleReferenceSchema, userSchema } from '#shared/features/security/values.ts'
import { useRoleChoices } from '../components/use-role-name.ts'
import { groupChoicesQuery, type PeopleFilter } from '../queries.ts'

const states = userSchema.shape.state.options
const twoFactors = userSchema.shape.twoFactor.options

/** Whether the list is narrowed at all. */
export function isNarrowed(filter: object): boolean {
  return Object.values(filter).some((value) => value !== undefined)
}

/** What the list of people is narrowed to. */
export function PersonFilters(props: {
  readonly filter: PeopleFilter
  readonly onChange: (change: PeopleFilter) => void
  readonly onClear: () => void
}) {
  const { t } = useTranslation('security')
  const roles = useRoleChoices()
  const groups = useQuery(groupChoicesQuery()).data?.items ?? []
  const { filter, onChange } = props
  const common = { size: 'xs', w: 140, allowDeselect: false } as const
  return (
    <>
      <SearchField label={t('person.search')} value={filter.search} onChange={(search) => onChange({ search })} />
      <Select
        {...common}
        aria-label={t('person.filter.role')}
        value={filter.role ?? 'any'}
        data={[{ value: 'any', label: t('person.filter.anyRole') }, ...roles]}
        onChange={(value) => onChange({ role: roleReferenceSchema.safeParse(value).data })}
      />
      <Select
        {...common}
        aria-label={t('person.filter.twoFactor')}
        value={filter.twoFactor ?? 'any'}
        data={[
          { value: 'any', label: t('person.filter.anyTwoFactor') },
          ...twoFactors.map((value) => ({ value, label: t(`person.twoFactor.${value}`) })),
        ]}
        onChange={(value) => onChange({ twoFactor: twoFactors.find((one) => one === value) })}
      />
      <Select
        {...common}
        w={128}
        aria-label={t('person.filter.state')}
        value={filter.state ?? 'any'}
        data={[
          { value: 'any', label: t('person.filter.anyState') },
          ...states.map((value) => ({ value, label: t(`person.state.${value}`) })),
        ]}
        onChange={(value) => onChange({ state: states.find((one) => one === value) })}
      />
      {groups.length === 0 ? null : (
        <Select
          {...common}
          searchable
          aria-label={t('person.filter.group')}
          value={filter.groupId ?? 'any'}
          data={[
            { value: 'any', label: t('person.filter.anyGroup') },
            ...groups.map((group) => ({ value: group.id, label: group.name })),
          ]}
          onChange={(value) => onChange({ groupId: groups.find((group) => group.id === value)?.id })}
        />
      )}
      {isNarrowed(filter) ? (
        <Button size="compact-sm" variant="default" onClick={props.onClear}>
          {t('person.filter.clear')}
        </Button>
      ) : null}
    </>
  )
}
