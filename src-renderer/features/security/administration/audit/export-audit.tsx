import { Badge, Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#renderer/api/client.ts'
import { useMay } from '#renderer/api/session.ts'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { saveFile } from '#renderer/ui/table/delimited-text.ts'
import type { AuditFilter } from '#shared/features/security/contract/audit.ts'
import { auditStatusQuery } from '../queries.ts'
import { collectExport, type ExportProgress, ExportTooLargeError, exportFileName } from './audit-export.ts'

function useExport(filter: AuditFilter, onDone: () => void) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const [progress, setProgress] = useState<ExportProgress | null>(null)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)
  const begin = async () => {
    const stop = new AbortController()
    running.current = stop
    setError(null)
    setProgress({ rows: 0, bytes: 0 })
    try {
      const pieces = await api.security.audit.export(filter, { signal: stop.signal })
      let latest: ExportProgress = { rows: 0, bytes: 0 }
      const file = await collectExport(
        pieces,
        (now) => {
          latest = now
          setProgress(now)
        },
        stop.signal,
      )
      saveFile(exportFileName(filter, new Date()), file)
      showNotice({
        tone: 'good',
        title: t('audit.export.done', { rows: format.count(latest.rows), size: format.bytes(latest.bytes) }),
      })
      onDone()
    } catch (thrown) {
      if (!stop.signal.aborted) setError(thrown)
    } finally {
      running.current = null
      setProgress(null)
    }
  }
  return { progress, error, begin: () => void begin(), stop: () => running.current?.abort() }
}

function ExportForm({ filter, onClose }: { readonly filter: AuditFilter; readonly onClose: () => void }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const format = useFormat()
  const { progress, error, begin, stop } = useExport(filter, onClose)
  const isWhole = Object.values(filter).every((value) => value === undefined)
  const mayRead = useMay('audit.read')
  const total = useQuery({ ...auditStatusQuery(), enabled: mayRead && isWhole }).data?.rows
  const figures = progress === null ? null : { rows: format.count(progress.rows), size: format.bytes(progress.bytes) }
  return (
    <Stack gap="md">
      <Text fz="sm">{t('audit.export.text')}</Text>
      <Badge variant="default" radius="sm" tt="none">
        {t(isWhole ? 'audit.export.whole' : 'audit.export.filtered')}
      </Badge>
      {progress === null || figures === null ? null : (
        <div role="status">
          <Text fz="sm">
            {total === undefined
              ? t('audit.export.progress', figures)
              : t('audit.export.progressOf', { ...figures, total: format.count(total) })}
          </Text>
          <Progress
            mt={6}
            aria-label={t('audit.export.title')}
            value={total === undefined || total === 0 ? 100 : Math.min(100, (progress.rows / total) * 100)}
            animated={total === undefined}
            striped={total === undefined}
          />
        </div>
      )}
      {error instanceof ExportTooLargeError ? (
        <Text role="alert" fz="sm">
          {t('audit.export.tooLarge')}
        </Text>
      ) : error === null ? null : (
        <ErrorPanel error={error} />
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={progress === null ? onClose : stop}>
          {progress === null ? tUi('cancel') : t('audit.export.stop')}
        </Button>
        <Button
          data-autofocus
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={progress !== null}
          onClick={begin}
        >
          {t('audit.export.begin')}
        </Button>
      </Group>
    </Stack>
  )
}

/** Saves the record, or the part of it that the filters show, as a file. */
export function ExportAudit(props: { readonly filter: AuditFilter; readonly button: (open: () => void) => ReactNode }) {
  const { t } = useTranslation('security')
  const { t: tUi } = useTranslation('ui')
  const [opened, setOpened] = useState(false)
  const close = () => setOpened(false)
  return (
    <>
      {props.button(() => setOpened(true))}
      <Modal
        opened={opened}
        onClose={close}
        closeOnClickOutside={false}
        title={t('audit.export.title')}
        closeButtonProps={{ 'aria-label': tUi('close') }}
      >
        {opened ? <ExportForm filter={props.filter} onClose={close} /> : null}
      </Modal>
    </>
  )
}
