import { Checkbox, Loader } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import { nextActiveRow } from '#renderer/ui/table/next-active-row.ts'
import classes from './virtual-tree.module.css'

/** One visible line of a tree, already flattened: whoever owns the data decides what is open. */
export interface TreeLine {
  readonly id: string
  /** 1 for the top. */
  readonly level: number
  readonly label: string
  readonly icon?: ReactNode
  /** Columns at the right, for example size and date. */
  readonly aside?: ReactNode
  /** Null for a leaf. */
  readonly expanded: boolean | null
  readonly loading?: boolean
  /** Null where lines cannot be ticked. */
  readonly ticked: 'all' | 'some' | 'none' | null
}

const lineHeight = 30

interface TreeProps {
  readonly label: string
  readonly lines: readonly TreeLine[]
  readonly height: number | string
  /** Names of the columns; stays in sight above the lines. */
  readonly head?: ReactNode
  readonly onToggle: (id: string, expand: boolean) => void
  readonly onTick?: (id: string) => void
  readonly onOpen?: (id: string) => void
  /** Called near the end of what is there, to fetch more. */
  readonly onNearEnd?: () => void
  /** Told the first and last line in sight, to fetch what is still to come between them. */
  readonly onShown?: (first: number, last: number) => void
}

function parentIndex(lines: readonly TreeLine[], index: number): number {
  const level = lines[index]?.level ?? 1
  for (let above = index - 1; above >= 0; above--) if ((lines[above]?.level ?? 1) < level) return above
  return index
}

function TreeLineView(props: {
  readonly line: TreeLine
  readonly domId: string
  readonly start: number
  readonly active: boolean
  readonly onActivate: () => void
  readonly onToggle: () => void
  readonly onTick?: (() => void) | undefined
  readonly onOpen?: (() => void) | undefined
}) {
  const { t } = useTranslation('ui')
  const { line } = props
  const Chevron = line.expanded === true ? IconChevronDown : IconChevronRight
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it handles the keys of its active line
    // biome-ignore lint/a11y/useFocusableInteractive: the tree holds the focus and names its active line
    <div
      id={props.domId}
      role="treeitem"
      aria-level={line.level}
      aria-expanded={line.expanded ?? undefined}
      aria-checked={line.ticked === null ? undefined : line.ticked === 'some' ? 'mixed' : line.ticked === 'all'}
      aria-label={line.label}
      className={classes.line}
      data-active={props.active || undefined}
      style={{ transform: `translateY(${props.start}px)`, paddingInlineStart: (line.level - 1) * 20 + 8 }}
      onClick={props.onActivate}
      onDoubleClick={props.onOpen}
    >
      {line.expanded === null ? (
        <span className={classes.chevron} />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: a pointer's way only; the arrow keys do the same
        // biome-ignore lint/a11y/useKeyWithClickEvents: a pointer's way only; the arrow keys do the same
        <span className={classes.chevron} onClick={props.onToggle}>
          {line.loading === true ? (
            <Loader size={12} role="img" aria-label={t('loading')} />
          ) : (
            <Chevron size={16} aria-hidden />
          )}
        </span>
      )}
      {line.ticked === null ? null : (
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-hidden
          checked={line.ticked === 'all'}
          indeterminate={line.ticked === 'some'}
          onChange={props.onTick}
        />
      )}
      {line.icon}
      <span className={classes.label} title={line.label} translate="no">
        {line.label}
      </span>
      {line.aside}
    </div>
  )
}

/** A tree that stays quick with a hundred thousand lines. Arrows walk and unfold, Space ticks, Enter opens. */
export function VirtualTree(props: TreeProps) {
  const { lines, onToggle, onTick, onOpen, onNearEnd, onShown } = props
  const scroller = useRef<HTMLDivElement>(null)
  const prefix = useId()
  const [active, setActive] = useState(0)
  const activeIndex = Math.min(active, Math.max(0, lines.length - 1))
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 15,
    paddingStart: props.head === undefined ? 0 : lineHeight,
    scrollPaddingStart: props.head === undefined ? 0 : lineHeight,
    getItemKey: (index) => lines[index]?.id ?? index,
  })
  const items = virtual.getVirtualItems()
  const nearEnd = (items.at(-1)?.index ?? 0) >= lines.length - 30
  // biome-ignore lint/correctness/useExhaustiveDependencies: more is wanted once for each length reached
  useEffect(() => {
    if (nearEnd) onNearEnd?.()
  }, [nearEnd, lines.length])

  const firstShown = items.at(0)?.index ?? 0
  const lastShown = items.at(-1)?.index ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when another part of the lines is in sight
  useEffect(() => {
    onShown?.(firstShown, lastShown)
  }, [firstShown, lastShown, lines])

  const move = (index: number) => {
    setActive(index)
    virtual.scrollToIndex(index)
  }
  const sideways = (key: string, line: TreeLine): boolean => {
    if (key === 'ArrowRight' && line.expanded === false) onToggle(line.id, true)
    else if (key === 'ArrowRight' && line.expanded === true) move(Math.min(lines.length - 1, activeIndex + 1))
    else if (key === 'ArrowLeft' && line.expanded === true) onToggle(line.id, false)
    else if (key === 'ArrowLeft') move(parentIndex(lines, activeIndex))
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const line = lines[activeIndex]
    if (isComposing(event.nativeEvent) || line === undefined) return
    const next = nextActiveRow(event.key, activeIndex, lines.length)
    if (next !== null) move(next)
    else if (event.key === ' ') onTick?.(line.id)
    else if (event.key === 'Enter') {
      if (onOpen === undefined) onToggle(line.id, line.expanded !== true)
      else onOpen(line.id)
    } else if (!sideways(event.key, line)) return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      role="tree"
      aria-label={props.label}
      aria-multiselectable={onTick !== undefined}
      aria-activedescendant={lines.length === 0 ? undefined : `${prefix}-${activeIndex}`}
      tabIndex={0}
      className={classes.tree}
      style={{ height: props.height }}
      onKeyDown={onKeyDown}
    >
      {props.head === undefined ? null : (
        <div aria-hidden className={classes.head}>
          {props.head}
        </div>
      )}
      <div role="presentation" className={classes.content} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <TreeLineView
              key={line.id}
              line={line}
              domId={`${prefix}-${item.index}`}
              start={item.start}
              active={item.index === activeIndex}
              onActivate={() => setActive(item.index)}
              onToggle={() => onToggle(line.id, line.expanded !== true)}
              onTick={onTick === undefined ? undefined : () => onTick(line.id)}
              onOpen={onOpen === undefined ? undefined : () => onOpen(line.id)}
            />
          )
        })}
      </div>
    </div>
  )
}
