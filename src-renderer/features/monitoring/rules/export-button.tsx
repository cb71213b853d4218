import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { strToU8, zipSync } from 'fflate'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '#renderer/api/client.ts'
import { useFailureNotice } from '#renderer/ui/announce/use-failure-notice.ts'
import { saveFile, saveTextFile } from '#renderer/ui/table/delimited-text.ts'

interface ExportedFile {
  readonly path: string
  readonly text: string
}

function saveArchive(files: readonly ExportedFile[]): void {
  const content = zipSync(Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)])))
  saveFile('kuraban-monitoring.zip', new Blob([new Uint8Array(content)], { type: 'application/zip' }))
}

/** Hands out what Prometheus, Alertmanager and Grafana need to do the same: all of it, or a file. */
export function ExportButton() {
  const { t } = useTranslation('monitoring')
  const report = useFailureNotice()
  const [files, setFiles] = useState<readonly ExportedFile[]>()
  const [busy, setBusy] = useState(false)
  const load = async () => {
    setBusy(true)
    try {
      const answer = await api.monitoring.rules.export()
      setFiles(answer.files)
    } catch (error) {
      report(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Menu
      position="bottom-end"
      onChange={(opened) => {
        if (opened) void load()
      }}
    >
      <Menu.Target>
        <Button
          variant="default"
          loading={busy}
          leftSection={<IconDownload size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {t('rules.export.button')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('rules.export.text')}</Menu.Label>
        <Menu.Item disabled={files === undefined} onClick={() => saveArchive(files ?? [])}>
          {t('rules.export.all')}
        </Menu.Item>
        <Menu.Divider />
        {(files ?? []).map(({ path, text }) => (
          <Menu.Item
            key={path}
            ff="monospace"
            onClick={() => saveTextFile(path.split('/').at(-1) ?? path, 'text/plain', text)}
          >
            {path}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
