import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

/** Nothing yet: says so, says how to begin, and offers the button that begins it. */
export function EmptyState(props: {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly action?: ReactNode
}) {
  return (
    <Stack align="center" gap="sm" className={classes.empty}>
      <span className={classes.icon} aria-hidden>
        {props.icon}
      </span>
      <Text fw={600} fz="lg" component="h2" m={0}>
        {props.title}
      </Text>
      <Text c="dimmed" ta="center" maw={520}>
        {props.text}
      </Text>
      {props.action}
    </Stack>
  )
}
