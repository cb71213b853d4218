import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { saveTextFile } from '#renderer/ui/table/delimited-text.ts'
import type { LogFilter } from '#shared/features/logs/contract.ts'
import { useExportLines } from '../mutations.ts'

/** Hands the lines of the filter to the person as a file; says so where there were more than fit. */
export function ExportLines({ filter }: { readonly filter: LogFilter }) {
  const { t } = useTranslation('logs')
  const format = useFormat()
  const exportLines = useExportLines()
  const report = useFailureNotice()
  if (!useMay('logs.export')) return null
  const save = () =>
    exportLines.mutate(filter, {
      onSuccess: ({ fileName, text, lines, isCut }) => {
        saveTextFile(fileName, 'application/x-ndjson', text)
        showNotice({
          tone: isCut ? 'warning' : 'good',
          title: t('export.done', { count: lines, shown: format.count(lines) }),
          ...(isCut ? { text: t('export.cut') } : {}),
        })
      },
      onError: report,
    })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} aria-hidden />}
      loading={exportLines.isPending}
      onClick={save}
    >
      {t('export.action')}
    </Button>
  )
}
