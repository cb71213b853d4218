import { useTranslation } from 'react-i18next'
import { useCodedText } from '#renderer/ui/coded-text.ts'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import classes from './detail.module.css'
import type { Finding } from './types.ts'

const tones: Readonly<Record<Finding['severity'], StateTone>> = {
  error: 'failed',
  warning: 'warning',
  note: 'information',
}

/** What a verification found, worst first. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation('backup')
  const write = useCodedText()
  const order = Object.keys(tones)
  const sorted = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll region is reached by the keyboard
    <section className={classes.scroller} aria-label={t('execution.findings.title')} tabIndex={0}>
      <ul className={classes.list}>
        {sorted.map((finding) => (
          <li key={`${finding.code} ${finding.subject} ${finding.detail}`} className={classes.item}>
            <div className={classes.heading}>
              <StateBadge tone={tones[finding.severity]}>
                {t(`execution.findings.severities.${finding.severity}`)}
              </StateBadge>
              <strong>{write(`backup.execution.finding.${finding.code}`, {})}</strong>
            </div>
            <div translate="no">{finding.subject}</div>
            <div className={classes.todo} translate="no">
              {finding.detail}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
