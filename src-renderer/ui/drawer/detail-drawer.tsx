import { Drawer, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './detail-drawer.module.css'

/** Detail of a row beside its table. It has an address of its own; Escape goes back to the list. */
export function DetailDrawer(props: {
  readonly opened: boolean
  readonly onClose: () => void
  readonly title: string
  readonly badge?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
}) {
  const { t } = useTranslation('ui')
  return (
    <Drawer
      opened={props.opened}
      onClose={props.onClose}
      position="right"
      size={680}
      overlayProps={{ backgroundOpacity: 0.25 }}
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{
        title: classes.title ?? '',
        body: classes.body ?? '',
        header: classes.header ?? '',
        content: classes.content ?? '',
      }}
      title={
        <Group gap="sm" wrap="nowrap">
          <Text fw={600} fz="lg" truncate>
            {props.title}
          </Text>
          {props.badge}
        </Group>
      }
    >
      {props.actions === undefined ? null : (
        <Group gap="xs" className={classes.actions}>
          {props.actions}
        </Group>
      )}
      <div className={classes.stack}>{props.children}</div>
    </Drawer>
  )
}
