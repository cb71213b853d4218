import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'
import { presetOf } from '../job-form/schedule-preset.ts'
import { weekdayName } from './weekday.ts'

/** Reads a schedule in few words, for lists. What no preset covers is shown as its cron text. */
export function useScheduleReading(): (schedule: BackupJob['schedule']) => string {
  const { t } = useTranslation('backup')
  const { language } = useFormat()
  return (schedule) => {
    const preset = presetOf(schedule?.cron ?? null)
    switch (preset.kind) {
      case 'none':
        return t('jobForm.reading.none')
      case 'hourly':
        return t('jobForm.reading.hourly', { minute: preset.minute })
      case 'daily':
        return t('jobForm.reading.daily', { time: preset.time })
      case 'weekly': {
        const days = preset.days.map((day) => weekdayName(language, day)).join(language === 'ja' ? '・' : ', ')
        return t('jobForm.reading.weekly', { days, time: preset.time })
      }
      case 'custom':
        return preset.cron
    }
  }
}
