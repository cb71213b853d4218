import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'
import type { Selection } from '../snapshot/selection.ts'
import { useSelectionText } from '../snapshot/selection-text.ts'
import type { RestoreFormValues } from './restore-form.ts'

/** What will happen, in sentences, before the last button. */
export function RestoreSummary(props: {
  readonly values: RestoreFormValues
  readonly snapshot: BackupSnapshot | undefined
  readonly chosen: Selection | null
}) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const write = useSelectionText()
  const { values, snapshot, chosen } = props
  const target = values.target.trim()
  const { totalFiles = null, totalBytes = null } = snapshot ?? {}
  if (target === '' || chosen?.size === 0) return null
  const whole =
    totalFiles === null || totalBytes === null
      ? t('restore.whatWholeUnknown')
      : t('restore.whatWhole', { shown: format.count(totalFiles), size: format.bytes(totalBytes) })
  const what = chosen === null ? whole : t('restore.whatChosen', { list: write(chosen) })
  return (
    <Section title={t('restore.summary')}>
      <Text fz="sm">{t('restore.summaryText', { what, target })}</Text>
      <Text fz="sm">{t(`restore.existingHelp.${values.existing}`)}</Text>
      {values.verifyAfter ? <Text fz="sm">{t('restore.summaryVerify')}</Text> : null}
    </Section>
  )
}
