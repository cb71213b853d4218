import { useTranslation } from 'react-i18next'
import type { SettingValue } from '#shared/features/settings/contract.ts'

/** Writes the value of a setting for people. */
export function useSettingText(): (value: SettingValue) => string {
  const { t } = useTranslation('settings')
  return (value) => {
    if (value === null || value === '') return t('configuration.notSet')
    if (typeof value === 'boolean') return t(value ? 'configuration.on' : 'configuration.off')
    if (typeof value === 'number' || typeof value === 'string') return String(value)
    return value.length === 0 ? t('configuration.notSet') : value.join(', ')
  }
}
