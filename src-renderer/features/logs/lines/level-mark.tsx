import { IconAlertTriangle, IconBug, IconCircleX, IconInfoCircle, IconUrgent } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { LogLevel } from '#shared/features/logs/contract.ts'
import classes from './level-mark.module.css'

const icons = {
  DEBUG: IconBug,
  INFO: IconInfoCircle,
  WARNING: IconAlertTriangle,
  ERROR: IconCircleX,
  CRITICAL: IconUrgent,
} as const satisfies Record<LogLevel, typeof IconBug>

/** A level as colour, icon and word together. */
export function LevelMark({ level }: { readonly level: LogLevel }) {
  const { t } = useTranslation('logs')
  const Icon = icons[level]
  return (
    <span className={classes.mark} data-log-level={level}>
      <Icon size={14} aria-hidden stroke={2} className={classes.icon} />
      {t(`level.${level}`)}
    </span>
  )
}
