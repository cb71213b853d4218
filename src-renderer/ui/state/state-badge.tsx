import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconInfoCircle,
  IconPlayerStop,
  IconProgress,
} from '@tabler/icons-react'
import classes from './state-badge.module.css'

/** What a colour may mean: good, warning, failed, running, information, off. */
export type StateTone = 'good' | 'warning' | 'failed' | 'running' | 'information' | 'stopped' | 'off'

const icons = {
  good: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  running: IconProgress,
  information: IconInfoCircle,
  stopped: IconPlayerStop,
  off: IconCircleDashed,
} as const

/** A state as colour, icon and word together, so that no one of them carries it alone. */
export function StateBadge({ tone, children }: { readonly tone: StateTone; readonly children: string }) {
  const Icon = icons[tone]
  return (
    <span className={classes.badge} data-tone={tone}>
      <Icon size={14} aria-hidden stroke={2} className={classes.icon} />
      {children}
    </span>
  )
}

/** The icon of a state alone, for rows whose text says the state already. */
export function StateIcon({ tone, size = 18 }: { readonly tone: StateTone; readonly size?: number }) {
  const Icon = icons[tone]
  return <Icon size={size} aria-hidden stroke={2} className={classes.mark} data-tone={tone} />
}
