import { NumberInput, Switch, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Setting, SettingValue } from '#shared/features/settings/contract.ts'

/** The field that fits the kind of value a setting has. */
export function SettingField(props: {
  readonly setting: Setting
  readonly value: SettingValue
  readonly onChange: (value: SettingValue) => void
}) {
  const { t } = useTranslation('settings')
  const { setting, value, onChange } = props
  const shared = {
    label: t('configuration.newValue'),
    description: setting.allowed,
    disabled: setting.overridden,
    inputWrapperOrder: ['label', 'input', 'description', 'error'] as ('label' | 'input' | 'description' | 'error')[],
  }
  if (typeof setting.defaultValue === 'boolean')
    return (
      <Switch
        label={setting.key}
        description={setting.allowed}
        disabled={setting.overridden}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  if (typeof setting.defaultValue === 'number')
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(typeof next === 'number' ? next : null)}
      />
    )
  if (Array.isArray(setting.defaultValue))
    return (
      <Textarea
        {...shared}
        description={`${setting.allowed} ${t('configuration.onePerLine')}`}
        autosize
        minRows={3}
        value={Array.isArray(value) ? value.join('\n') : ''}
        onChange={(event) => onChange(event.currentTarget.value.split('\n'))}
      />
    )
  return (
    <TextInput
      {...shared}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
