import { Button, Group, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { type ReactNode, use } from 'react'
import { useTranslation } from 'react-i18next'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import classes from './error-panel.module.css'
import { retryAdvice, toneOf } from './failure.ts'
import { FailureActions } from './failure-action.ts'
import { useFailureText } from './use-failure-text.ts'

/** A failure in full: what happened, what was kept, what to do, the button that does it, and the code for support. */
export function ErrorPanel(props: {
  readonly error: unknown
  /** Tries again; the button shows only where trying again can help. */
  readonly onRetry?: (() => void) | undefined
  readonly actions?: ReactNode
  readonly level?: 'failed' | 'warning'
}) {
  const { t } = useTranslation('ui')
  const write = useFailureText()
  const text = write(props.error)
  const canRetry = props.onRetry !== undefined && retryAdvice(text.failure) !== 'never'
  const tone = props.level ?? toneOf(text.failure)
  const action = use(FailureActions)(text.failure)
  return (
    <div role={tone === 'information' ? 'status' : 'alert'} className={classes.panel} data-tone={tone}>
      <StateIcon tone={tone} size={20} />
      <div className={classes.body}>
        <Text fw={600}>{text.title}</Text>
        <Text fz="sm">{text.whatHappened}</Text>
        {text.whatWasKept === undefined ? null : <Text fz="sm">{text.whatWasKept}</Text>}
        <Text fz="sm">{text.whatToDo}</Text>
        <Group gap="xs" mt={8}>
          {canRetry ? (
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={props.onRetry}
            >
              {t('failure.retry')}
            </Button>
          ) : null}
          {action === null ? null : (
            <Button size="compact-sm" variant="default" onClick={action.run}>
              {action.label}
            </Button>
          )}
          {props.actions}
          <Text fz={12} c="dimmed" ff="monospace" translate="no">
            {text.failure.code}
          </Text>
        </Group>
      </div>
    </div>
  )
}
