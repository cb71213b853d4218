import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import i18next from 'i18next'
import { StateIcon, type StateTone } from '#renderer/ui/state/state-badge.tsx'

/** A short message at the corner: what was done or failed, with at most one thing to do about it. */
export interface Notice {
  readonly id?: string
  readonly tone: StateTone
  readonly title: string
  readonly text?: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Shows a notice once; the same id replaces the earlier one. Failures stay until they are closed. */
export function showNotice(notice: Notice): void {
  const id = notice.id ?? crypto.randomUUID()
  const { action } = notice
  notifications.hide(id)
  notifications.show({
    id,
    role: notice.tone === 'failed' ? 'alert' : 'status',
    withBorder: true,
    closeButtonProps: { 'aria-label': i18next.t('close', { ns: 'ui' }) },
    autoClose: notice.tone === 'failed' ? false : action === undefined ? 5_000 : 10_000,
    icon: <StateIcon tone={notice.tone} />,
    color: 'transparent',
    title: notice.title,
    message: (
      <Group gap="xs" justify="space-between">
        {notice.text === undefined ? null : (
          <Text fz="sm" c="dimmed">
            {notice.text}
          </Text>
        )}
        {action === undefined ? null : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              notifications.hide(id)
              action.run()
            }}
          >
            {action.label}
          </Button>
        )}
      </Group>
    ),
  })
}

/** Takes away all notices, also those that wait: they were for the person who has left. */
export function clearNotices(): void {
  notifications.clean()
}
