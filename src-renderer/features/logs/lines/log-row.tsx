import type { ReactNode } from 'react'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { LogLine } from '#shared/features/logs/contract.ts'
import { FoundText } from './found-text.tsx'
import { LevelMark } from './level-mark.tsx'
import classes from './log-rows.module.css'

const longestShown = 1_000

function Cell(props: {
  readonly className: string | undefined
  readonly title?: string
  readonly translate?: 'no'
  readonly children: ReactNode
}) {
  // biome-ignore lint/a11y/useSemanticElements: a cell of a row that is no table row
  return <span role="gridcell" tabIndex={-1} {...props} />
}

/** One line of a log in one row. */
export function LogRow(props: {
  readonly line: LogLine
  readonly domId: string
  readonly index: number
  readonly start: number
  readonly words: readonly string[]
  readonly timeText: (at: string) => string
  readonly isActive: boolean
  readonly isOpen: boolean
  readonly onOpen: () => void
}) {
  const format = useFormat()
  const { line } = props
  const message = line.message.slice(0, longestShown).replaceAll(/\s+/g, ' ')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid around it handles the keys of its active row
    // biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: rows drawn where one looks lie one by one at their place
    <div
      id={props.domId}
      role="row"
      aria-rowindex={props.index + 1}
      aria-selected={props.isOpen}
      className={classes.row}
      data-active={props.isActive || undefined}
      data-log-level={line.level}
      style={{ transform: `translateY(${props.start}px)` }}
      onClick={props.onOpen}
    >
      <Cell className={classes.time}>
        <time dateTime={line.at} title={format.instant(line.at)}>
          {props.timeText(line.at)}
        </time>
      </Cell>
      <Cell className={classes.level}>
        <LevelMark level={line.level} />
      </Cell>
      <Cell className={classes.module} title={line.logger} translate="no">
        {line.logger}
      </Cell>
      <Cell className={classes.message} translate="no">
        <FoundText text={message} words={props.words} />
      </Cell>
    </div>
  )
}
