import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { SettingValue } from '#shared/features/settings/contract.ts'

/** Writes the value of a setting for people. */
export function useSettingText(): (value: SettingValue) => string {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (value) => {
    if (value === null || value === '') return t('configuration.notSet')
    if (typeof value === 'boolean') return t(value ? 'configuration.on' : 'configuration.off')
    if (typeof value === 'number') return format.count(value)
    if (typeof value === 'string') return value
    return value.length === 0 ? t('configuration.notSet') : value.join(', ')
  }
}
