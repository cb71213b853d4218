import { Alert, Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import classes from './api-keys.module.css'

/** A key as it is shown this once. One goes on after saying that it is kept. */
export function MadeKey({ name, secret }: { readonly name: string; readonly secret: string }) {
  const { t } = useTranslation('security')
  const clipboard = useClipboard({ timeout: 3_000 })
  const [kept, setKept] = useState(false)
  const copy = () => {
    clipboard.copy(secret)
    announce(t('apiKeys.copied'))
  }
  return (
    <Section title={t('apiKeys.madeTitle', { name })}>
      <Stack gap="md" maw={760}>
        <Alert variant="default" icon={<StateIcon tone="warning" size={20} />}>
          {t('apiKeys.madeText')}
        </Alert>
        <Group gap="xs" wrap="nowrap" align="stretch">
          <code className={classes.key} translate="no">
            {secret}
          </code>
          <Button
            data-autofocus
            leftSection={clipboard.copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {t(clipboard.copied ? 'apiKeys.copied' : 'apiKeys.copy')}
          </Button>
        </Group>
        <div>
          <Text fz="sm" c="dimmed">
            {t('apiKeys.howTo')}
          </Text>
          <code className={classes.key} translate="no">
            Authorization: Bearer {secret.slice(0, 12)}…
          </code>
        </div>
        <Checkbox label={t('apiKeys.kept')} checked={kept} onChange={(event) => setKept(event.currentTarget.checked)} />
        <Group>
          {kept ? (
            <Button variant="default" renderRoot={(props) => <Link to="/security/api-keys" {...props} />}>
              {t('apiKeys.done')}
            </Button>
          ) : (
            <Button variant="default" disabled>
              {t('apiKeys.done')}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  )
}
