import { type Ref, useId, useRef } from 'react'
import type { z } from 'zod'
import type { problemSchema } from '#shared/features/monitoring/values.ts'
import classes from './rule-text.module.css'

export type Problem = z.infer<typeof problemSchema>

/** The text of a rule file with numbered lines; those with a fault are marked. */
export function RuleText(props: {
  readonly label: string
  readonly value: string
  readonly problems: readonly Problem[]
  readonly textRef?: Ref<HTMLTextAreaElement>
  /** Without it the text can only be read. */
  readonly onChange?: (text: string) => void
}) {
  const gutter = useRef<HTMLDivElement>(null)
  const id = useId()
  const wrong = new Set(props.problems.map(({ line }) => line))
  const { onChange } = props
  return (
    <div className={classes.frame}>
      <div ref={gutter} className={classes.gutter} aria-hidden>
        {props.value.split('\n').map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
          <div key={index} data-wrong={wrong.has(index + 1) || undefined}>
            {index + 1}
          </div>
        ))}
      </div>
      <textarea
        id={id}
        ref={props.textRef}
        className={classes.text}
        aria-label={props.label}
        aria-invalid={wrong.size > 0 || undefined}
        spellCheck={false}
        wrap="off"
        translate="no"
        readOnly={onChange === undefined}
        value={props.value}
        onChange={(event) => onChange?.(event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop
        }}
      />
    </div>
  )
}
