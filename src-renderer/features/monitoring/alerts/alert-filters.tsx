import { Button, SegmentedControl, Select } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { SearchField } from '#renderer/ui/form/search-field.tsx'
import { severitySchema } from '#shared/features/monitoring/values.ts'
import { type AlertFilter, alertStates } from './queries.ts'

const severities = severitySchema.options
const acknowledgements = ['no', 'yes'] as const

/** What the list of alerts is narrowed to; all of it lies in the address. */
export function AlertFilters(props: {
  readonly filter: AlertFilter
  readonly onChange: (change: AlertFilter) => void
}) {
  const { t } = useTranslation('monitoring')
  const { filter, onChange } = props
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('alerts.filter.state')}
        value={filter.state ?? 'open'}
        data={alertStates.map((value) => ({ value, label: t(`alerts.filter.states.${value}`) }))}
        onChange={(value) => {
          const state = alertStates.find((one) => one === value)
          onChange({ state: state === 'open' ? undefined : state })
        }}
      />
      <Select
        size="xs"
        w={128}
        aria-label={t('alerts.filter.severity')}
        allowDeselect={false}
        value={filter.severity ?? 'any'}
        data={[
          { value: 'any', label: t('alerts.filter.anySeverity') },
          ...severities.map((value) => ({ value, label: t(`severity.${value}`) })),
        ]}
        onChange={(value) => onChange({ severity: severities.find((one) => one === value) })}
      />
      <Select
        size="xs"
        w={150}
        aria-label={t('alerts.filter.acknowledged')}
        allowDeselect={false}
        value={filter.acknowledged ?? 'any'}
        data={[
          { value: 'any', label: t('alerts.filter.anyAcknowledged') },
          ...acknowledgements.map((value) => ({ value, label: t(`alerts.filter.acknowledgements.${value}`) })),
        ]}
        onChange={(value) => onChange({ acknowledged: acknowledgements.find((one) => one === value) })}
      />
      <SearchField
        label={t('alerts.filter.search')}
        value={filter.search}
        onChange={(search) => onChange({ search })}
        width={190}
      />
      {filter.rule === undefined ? null : (
        <Button
          size="compact-sm"
          variant="default"
          rightSection={<IconX size={14} aria-label={t('alerts.filter.clear')} />}
          onClick={() => onChange({ rule: undefined })}
        >
          {t('alerts.filter.rule', { name: filter.rule })}
        </Button>
      )}
    </>
  )
}
