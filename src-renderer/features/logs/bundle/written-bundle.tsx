import { Button, Group, Stack } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import { Bytes } from '#renderer/ui/format/values.tsx'
import { Facts } from '#renderer/ui/page/page.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'

/** Where the bundle lies now, and how the other side sees that it arrived whole. */
export function WrittenBundle(props: {
  readonly bundle: {
    readonly path: string
    readonly fileName: string
    readonly bytes: number
    readonly sha256: string
  }
}) {
  const { t } = useTranslation('logs')
  const { path, bytes, sha256 } = props.bundle
  const copy = () =>
    void navigator.clipboard.writeText(path).then(
      () => showNotice({ tone: 'good', title: t('bundle.pathCopied') }),
      () => showNotice({ tone: 'failed', title: t('line.notCopied') }),
    )
  return (
    <Stack gap="xs" role="status">
      <Group gap="xs">
        <StateBadge tone="good">{t('bundle.written')}</StateBadge>
        <Button size="compact-sm" variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
          {t('bundle.copyPath')}
        </Button>
      </Group>
      <Facts
        facts={[
          { name: t('bundle.path'), value: <code translate="no">{path}</code> },
          { name: t('source.size'), value: <Bytes value={bytes} /> },
          { name: 'SHA-256', value: <code translate="no">{sha256}</code> },
        ]}
      />
    </Stack>
  )
}
