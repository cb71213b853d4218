import { Drawer, Group, Text } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { type ReactNode, type RefObject, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import classes from './detail-drawer.module.css'

/** Closes on Escape where the key was meant for the drawer: a dialog or a menu above it takes its own. */
function useEscape(root: RefObject<HTMLElement | null>, opened: boolean, onClose: () => void): void {
  const listen = (event: KeyboardEvent) => {
    const { target } = event
    if (!opened || event.key !== 'Escape' || isComposing(event) || !(target instanceof Element)) return
    if (target.getAttribute('data-mantine-stop-propagation') === 'true') return
    if (target === document.body || root.current?.contains(target) === true) onClose()
  }
  useWindowEvent('keydown', listen, { capture: true })
}

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
  const root = useRef<HTMLDivElement>(null)
  useEscape(root, props.opened, props.onClose)
  return (
    <Drawer
      ref={root}
      closeOnEscape={false}
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
