import { Button, Popover, Select, Stack, TextInput } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { fromLocal, toLocal } from '#renderer/ui/format/local-time.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { type AuditFilter, auditRowSchema } from '#shared/features/security/contract/audit.ts'

const outcomes = auditRowSchema.shape.outcome.options

/** A change of the filters; undefined takes one away. */
export type FilterChange = { readonly [K in keyof AuditFilter]?: AuditFilter[K] | undefined }

interface FilterProps {
  readonly filter: FilterChange
  readonly onChange: (change: FilterChange) => void
}

function TimeFields({ filter, onChange }: FilterProps) {
  const { t } = useTranslation('security')
  const { timeZone } = useFormat()
  return (
    <>
      {(['from', 'to'] as const).map((side) => (
        <TextInput
          key={side}
          size="xs"
          type="datetime-local"
          label={t(`audit.filter.${side}`)}
          value={toLocal(filter[side], timeZone)}
          onChange={(event) => onChange({ [side]: fromLocal(event.currentTarget.value, timeZone) })}
        />
      ))}
    </>
  )
}

/** What the record is narrowed to; all of it lies in the address. */
export function AuditFilters({ filter, onChange, onClear }: FilterProps & { readonly onClear: () => void }) {
  const { t } = useTranslation('security')
  const { search: _search, outcome: _outcome, ...further } = filter
  const chosen = Object.values(further).filter((value) => value !== undefined).length
  const isNarrowed = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <SearchField
        label={t('audit.search')}
        value={filter.search}
        onChange={(search) => onChange({ search })}
        width={220}
      />
      <Select
        size="xs"
        w={140}
        allowDeselect={false}
        aria-label={t('audit.filter.outcome')}
        value={filter.outcome ?? 'any'}
        data={[
          { value: 'any', label: t('audit.filter.anyOutcome') },
          ...outcomes.map((value) => ({ value, label: t(`audit.outcome.${value}`) })),
        ]}
        onChange={(value) => onChange({ outcome: outcomes.find((one) => one === value) })}
      />
      <Popover position="bottom-start" trapFocus withinPortal>
        <Popover.Target>
          <Button size="compact-sm" variant="default" leftSection={<IconFilter size={14} aria-hidden />}>
            {chosen === 0 ? t('audit.filter.more') : `${t('audit.filter.more')} (${chosen})`}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('audit.filter.more')}>
          <Stack gap="xs" w={280}>
            {(['caller', 'action', 'target'] as const).map((key) => (
              <TextInput
                key={key}
                size="xs"
                label={t(`audit.filter.${key}`)}
                defaultValue={filter[key] ?? ''}
                autoComplete="off"
                onBlur={(event) => {
                  const { value } = event.currentTarget
                  onChange({ [key]: value.trim() === '' ? undefined : value.trim() })
                }}
              />
            ))}
            <TimeFields filter={filter} onChange={onChange} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {isNarrowed ? (
        <Button size="compact-sm" variant="default" onClick={onClear}>
          {t('audit.filter.clear')}
        </Button>
      ) : null}
    </>
  )
}
