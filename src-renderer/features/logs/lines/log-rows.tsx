import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isComposing } from '#renderer/ui/keyboard/composition.ts'
import { useShortcuts } from '#renderer/ui/keyboard/shortcuts.ts'
import { nextActiveRow } from '#renderer/ui/table/next-active-row.ts'
import type { LogLine } from '#shared/features/logs/contract.ts'
import { LogRow } from './log-row.tsx'
import classes from './log-rows.module.css'
import { type TimeStyle, useTimeText } from './time-style.tsx'

const rowHeight = 26

interface LogRowsProps<T extends LogLine> {
  readonly label: string
  readonly lines: readonly T[]
  readonly keyOf: (line: T) => string
  /** Folded words to be marked in the messages. */
  readonly words: readonly string[]
  readonly timeStyle: TimeStyle
  readonly onOpen: (line: T) => void
  readonly openKey?: string | undefined
  /** Called near the end of what is there, to fetch more. */
  readonly onNearEnd?: () => void
  /** Keeps the newest line, the last, in sight. */
  readonly isFollowing?: boolean
  /** Told when somebody scrolls whether the last line is in sight. */
  readonly onScrolled?: (isAtEnd: boolean) => void
  readonly height?: number
  /** Where the open line is brought when it is not in sight, or always. */
  readonly align?: 'auto' | 'center'
}

function useVirtualRows<T extends LogLine>({ lines, onNearEnd, isFollowing, openKey, keyOf, align }: LogRowsProps<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 20,
  })
  const items = virtual.getVirtualItems()
  const nearEnd = (items.at(-1)?.index ?? 0) >= lines.length - 50
  // biome-ignore lint/correctness/useExhaustiveDependencies: more is wanted once for each length reached
  useEffect(() => {
    if (nearEnd) onNearEnd?.()
  }, [nearEnd, lines.length])
  const last = lines.at(-1)
  const lastKey = last === undefined ? undefined : keyOf(last)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows when another line is the last
  useEffect(() => {
    if (isFollowing === true) virtual.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [isFollowing, lastKey])
  const openIndex = openKey === undefined ? -1 : lines.findIndex((line) => keyOf(line) === openKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: brings into sight what was opened, once
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex, { align: align ?? 'auto' })
  }, [openIndex])
  return { scroller, items, virtual, openIndex }
}

/** Lines of a log, one row each, drawn only where one looks. Arrows or J and K walk, Enter opens. */
export function LogRows<T extends LogLine>(props: LogRowsProps<T>) {
  const { t } = useTranslation('logs')
  const { lines, keyOf, onOpen } = props
  const prefix = useId()
  const { scroller, items, virtual, openIndex } = useVirtualRows(props)
  const timeText = useTimeText(props.timeStyle)
  const [active, setActive] = useState<number>()
  const activeIndex = Math.min(active ?? Math.max(0, openIndex), Math.max(0, lines.length - 1))

  const walkTo = (index: number) => {
    setActive(index)
    virtual.scrollToIndex(index)
  }
  const step = (by: number) => {
    scroller.current?.focus({ preventScroll: true })
    if (lines.length > 0) walkTo(Math.min(lines.length - 1, Math.max(0, active === undefined ? 0 : activeIndex + by)))
  }
  const group = t('keys.group')
  useShortcuts([
    { keys: 'j', description: t('keys.next'), group, run: () => step(1) },
    { keys: 'k', description: t('keys.previous'), group, run: () => step(-1) },
  ])
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const line = lines[activeIndex]
    if (isComposing(event.nativeEvent) || line === undefined) return
    const next = nextActiveRow(event.key, activeIndex, lines.length)
    if (next !== null) walkTo(next)
    else if (event.key === 'Enter') onOpen(line)
    else return
    event.preventDefault()
  }
  const onScroll = () => {
    const element = scroller.current
    if (element === null || props.onScrolled === undefined) return
    props.onScrolled(element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows drawn where one looks lie one by one at their place
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={lines.length}
      aria-activedescendant={items.some(({ index }) => index === activeIndex) ? `${prefix}-${activeIndex}` : undefined}
      tabIndex={0}
      className={classes.rows}
      style={props.height === undefined ? {} : { height: props.height, flex: 'none' }}
      onKeyDown={onKeyDown}
      onScroll={onScroll}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: the rows lie at their place in it */}
      <div role="rowgroup" className={classes.content} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const line = lines[item.index]
          if (line === undefined) return null
          return (
            <LogRow
              key={keyOf(line)}
              line={line}
              domId={`${prefix}-${item.index}`}
              index={item.index}
              start={item.start}
              words={props.words}
              timeText={timeText}
              isActive={item.index === activeIndex}
              isOpen={keyOf(line) === props.openKey}
              onOpen={() => {
                setActive(item.index)
                onOpen(line)
              }}
            />
          )
        })}
      </div>
    </div>
  )
}
