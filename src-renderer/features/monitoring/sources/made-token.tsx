import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import classes from './made-token.module.css'

/** The line by which a job reports in; on the desktop the address of the server stands for the machine's own. */
function curlLine(token: string): string {
  const origin = location.protocol.startsWith('http') ? location.origin : 'https://SERVER'
  const body = JSON.stringify({ token, state: 'ok' })
  return `curl -fsS -X POST ${origin}/api/v1/heartbeats/report \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`
}

function Copied({ label, text }: { readonly label: string; readonly text: string }) {
  const { t } = useTranslation('monitoring')
  const clipboard = useClipboard({ timeout: 3_000 })
  const copy = () => {
    clipboard.copy(text)
    announce(t('heartbeats.copied'))
  }
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text fz="sm" fw={500}>
          {label}
        </Text>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`${t('heartbeats.copy')}: ${label}`}
          leftSection={clipboard.copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          onClick={copy}
        >
          {t(clipboard.copied ? 'heartbeats.copied' : 'heartbeats.copy')}
        </Button>
      </Group>
      <pre className={classes.text} translate="no">
        {text}
      </pre>
    </div>
  )
}

/** The token of a job as it is shown this once, and how the job uses it. */
export function MadeToken({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useTranslation('monitoring')
  return (
    <Section title={t('heartbeats.tokenTitle')}>
      <Stack gap="md">
        <Alert variant="default" icon={<StateIcon tone="warning" size={20} />}>
          {t('heartbeats.tokenText')}
        </Alert>
        <Copied label={t('heartbeats.token')} text={token} />
        <Copied label={t('heartbeats.curl')} text={curlLine(token)} />
        <Text fz="sm" c="dimmed">
          {t('heartbeats.curlText')}
        </Text>
        <Group>
          <Button onClick={onDone}>{t('heartbeats.kept')}</Button>
        </Group>
      </Stack>
    </Section>
  )
}
