import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { FindingTone } from './findings.ts'
import classes from './host.module.css'

/** A share as a bar with its number; coloured, with the icon of its state, only where it is bad. */
export function Meter(props: {
  readonly label: string
  readonly share: number | null
  readonly text: string
  readonly tone: FindingTone | null
  readonly size?: 'large' | 'small'
}) {
  const { label, share, text, tone, size = 'small' } = props
  return (
    <div className={classes.meter} data-size={size}>
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element cannot be drawn as we draw it */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === null ? 0 : Math.round(share * 100)}
        aria-valuetext={text}
        className={classes.track}
      >
        <div className={classes.fill} data-tone={tone ?? undefined} style={{ width: `${(share ?? 0) * 100}%` }} />
      </div>
      <span className={classes.meterText}>
        {tone === null ? null : <StateIcon tone={tone} size={size === 'large' ? 20 : 14} />}
        {text}
      </span>
    </div>
  )
}
