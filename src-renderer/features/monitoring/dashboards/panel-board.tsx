import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { announce } from '#renderer/ui/announce/live-region.tsx'
import { showNotice } from '#renderer/ui/announce/notice.tsx'
import type { Panel } from '#shared/features/monitoring/values.ts'
import { windowOf } from '../plots/time-range.ts'
import { freshId, moved, movedTo, resized } from './arrange.ts'
import { PanelFrame, PanelGrid } from './panel-grid.tsx'
import { PanelTools } from './panel-tools.tsx'
import { PanelView } from './panel-view.tsx'
import { useOwnText } from './use-own-text.ts'

interface BoardProps {
  readonly panels: readonly Panel[]
  /** Takes what becomes of the panels as they are by then. */
  readonly onChange: (change: (panels: readonly Panel[]) => readonly Panel[]) => void
  readonly onEdit: (id: string) => void
}

const range = { kind: 'last', last: '6h' } as const
const ignore = () => undefined

function useBoard({ panels, onChange }: BoardProps) {
  const { t } = useTranslation('monitoring')
  const text = useOwnText()
  const titleOf = (panel: Panel) => text(panel.title, panel.titleEn) || t('dashboard.untitled')
  const tell = (panel: Panel, list: readonly Panel[]) => {
    const place = list.findIndex(({ id }) => id === panel.id) + 1
    const { width = 0, height = 0 } = list[place - 1] ?? {}
    announce(t('dashboard.placed', { title: titleOf(panel), place, all: list.length, width, height }))
  }
  const change = (panel: Panel, make: (list: readonly Panel[]) => readonly Panel[]) => {
    onChange(make)
    tell(panel, make(panels))
  }
  return {
    titleOf,
    move: (panel: Panel, by: number) => change(panel, (list) => moved(list, panel.id, by)),
    resize: (panel: Panel, columns: number, rows: number) =>
      change(panel, (list) => resized(list, panel.id, columns, rows)),
    drop: (id: string, target: Panel) => onChange((list) => movedTo(list, id, target.id)),
    copy: (panel: Panel) =>
      onChange((list) => {
        const place = list.findIndex(({ id }) => id === panel.id) + 1
        return [...list.slice(0, place), { ...panel, id: freshId(list) }, ...list.slice(place)]
      }),
    remove: (panel: Panel) => {
      const place = panels.indexOf(panel)
      onChange((list) => list.filter(({ id }) => id !== panel.id))
      showNotice({
        tone: 'good',
        title: t('dashboard.panelRemoved', { title: titleOf(panel) }),
        action: {
          label: t('dashboard.undo'),
          run: () => onChange((list) => [...list.slice(0, place), panel, ...list.slice(place)]),
        },
      })
    },
  }
}

/** The panels of a dashboard as they will be, each with what can be done with it; dragged or moved by keys. */
export function PanelBoard(props: BoardProps) {
  const board = useBoard(props)
  const [window] = useState(() => windowOf(range, Date.now()))
  const [dragged, drag] = useState<string | null>(null)
  const [target, aim] = useState<string | null>(null)
  const end = () => {
    drag(null)
    aim(null)
  }
  return (
    <PanelGrid>
      {props.panels.map((panel) => (
        <PanelFrame
          key={panel.id}
          panel={panel}
          data-moving={dragged === panel.id || undefined}
          data-target={(dragged !== null && target === panel.id && dragged !== panel.id) || undefined}
          onDragOver={(event) => {
            if (dragged === null) return
            event.preventDefault()
            aim(panel.id)
          }}
          onDrop={(event) => {
            event.preventDefault()
            if (dragged !== null) board.drop(dragged, panel)
            end()
          }}
        >
          <PanelTools
            panel={panel}
            title={board.titleOf(panel)}
            onMove={(by) => board.move(panel, by)}
            onResize={(columns, rows) => board.resize(panel, columns, rows)}
            onEdit={() => props.onEdit(panel.id)}
            onCopy={() => board.copy(panel)}
            onRemove={() => board.remove(panel)}
            onDragStart={(event) => {
              event.dataTransfer.effectAllowed = 'move'
              event.dataTransfer.setData('text/plain', board.titleOf(panel))
              drag(panel.id)
            }}
            onDragEnd={end}
          />
          <PanelView panel={panel} range={range} window={window} onZoom={ignore} />
        </PanelFrame>
      ))}
    </PanelGrid>
  )
}
