import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import { VerdictCard } from '#renderer/ui/state/verdict-card.tsx'
import type { HostView } from '#shared/features/monitoring/contract/sources.ts'
import { findingsOf } from './findings.ts'
import classes from './host.module.css'

/** Is the machine all right? One sentence, and what it is about. */
export function HostVerdict({ view }: { readonly view: HostView }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const findings = findingsOf(view)
  const [gravest] = findings
  const since = t('host.uptime', { uptime: format.duration(view.uptimeSeconds * 1000) })
  return (
    <VerdictCard
      tone={gravest?.tone ?? 'good'}
      sentence={gravest === undefined ? t('host.fine') : t(`host.verdict.${gravest.tone}`, { count: findings.length })}
      detail={
        <>
          {findings.length === 0 ? null : (
            <ul className={classes.findings}>
              {findings.map((finding) => (
                <li key={`${finding.kind} ${finding.name}`}>
                  <StateIcon tone={finding.tone} size={14} />
                  {t(`host.finding.${finding.kind}`, {
                    name: finding.name,
                    share: format.share(finding.share),
                    value: format.count(finding.count),
                  })}
                </li>
              ))}
            </ul>
          )}
          {view.operatingSystem} · {since} · <RelativeTime at={view.at} />
        </>
      }
    />
  )
}
