import { ActionIcon, Tooltip } from '@mantine/core'
import {
  IconArrowAutofitHeight,
  IconArrowAutofitWidth,
  IconCopy,
  IconGripVertical,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import type { DragEvent, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import type { Panel } from '#shared/features/monitoring/values.ts'
import classes from './panels.module.css'

export interface PanelToolActions {
  readonly onMove: (by: number) => void
  readonly onResize: (columns: number, rows: number) => void
  readonly onEdit: () => void
  readonly onCopy: () => void
  readonly onRemove: () => void
  readonly onDragStart: (event: DragEvent) => void
  readonly onDragEnd: () => void
}

const moves: Readonly<Record<string, readonly [along: number, across: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Arrows move a panel, with Shift they make it wider or higher. */
function actOn(event: KeyboardEvent, { onMove, onResize }: PanelToolActions): void {
  const move = moves[event.key]
  if (move === undefined || isComposing(event.nativeEvent)) return
  event.preventDefault()
  event.stopPropagation()
  if (event.shiftKey) onResize(...move)
  else onMove(move[0] + move[1])
}

/** What can be done with a panel while a dashboard is arranged, by mouse and by keyboard. */
export function PanelTools(props: PanelToolActions & { readonly panel: Panel; readonly title: string }) {
  const { t } = useTranslation('monitoring')
  const { panel, title } = props
  const buttons = [
    {
      key: 'wider',
      icon: IconArrowAutofitWidth,
      run: () => props.onResize(panel.width >= 12 ? -9 : panel.width >= 6 ? 6 : 3, 0),
    },
    { key: 'higher', icon: IconArrowAutofitHeight, run: () => props.onResize(0, panel.height >= 5 ? -3 : 1) },
    { key: 'editPanel', icon: IconPencil, run: props.onEdit },
    { key: 'copyPanel', icon: IconCopy, run: props.onCopy },
    { key: 'removePanel', icon: IconTrash, run: props.onRemove },
  ] as const
  return (
    <div className={classes.tools} role="toolbar" aria-label={t('dashboard.toolsOf', { title })}>
      <Tooltip label={t('dashboard.moveHelp')}>
        <ActionIcon
          component="div"
          role="button"
          tabIndex={0}
          className={classes.handle}
          draggable
          aria-label={t('dashboard.move', { title })}
          aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight"
          onDragStart={props.onDragStart}
          onDragEnd={props.onDragEnd}
          onKeyDown={(event) => actOn(event, props)}
        >
          <IconGripVertical size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {buttons.map(({ key, icon: Icon, run }) => (
        <Tooltip key={key} label={t(`dashboard.${key}`)}>
          <ActionIcon aria-label={t(`dashboard.${key}Of`, { title })} onClick={run}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  )
}
