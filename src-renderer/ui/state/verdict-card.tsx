import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { StateIcon, type StateTone } from './state-badge.tsx'
import classes from './verdict-card.module.css'

export interface VerdictCardProps {
  readonly tone: StateTone
  readonly sentence: string
  /** What the sentence rests on. */
  readonly detail: ReactNode
  /** A button beside it. */
  readonly action?: ReactNode
}

/** One sentence that answers the question of a screen, and what it rests on. */
export function VerdictCard({ tone, sentence, detail, action }: VerdictCardProps) {
  return (
    <div className={classes.verdict} data-tone={tone}>
      <StateIcon tone={tone} size={32} />
      <div className={classes.words}>
        <Title order={2} fz="xl" className={classes.sentence}>
          {sentence}
        </Title>
        <Text fz="sm" c="dimmed" component="div">
          {detail}
        </Text>
      </div>
      {action}
    </div>
  )
}
