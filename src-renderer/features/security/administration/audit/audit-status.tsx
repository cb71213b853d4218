import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { AuditVerdict } from '#shared/features/security/contract/audit.ts'
import { auditStatusQuery } from '../queries.ts'
import classes from './audit.module.css'
import { Destinations } from './destinations.tsx'

function Verdict({ verdict }: { readonly verdict: AuditVerdict | null }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  if (verdict === null)
    return (
      <div className={classes.verdict}>
        <StateIcon tone="off" size={20} />
        <Text fw={600}>{t('audit.verdict.never')}</Text>
      </div>
    )
  const title = verdict.ok
    ? t('audit.verdict.good')
    : verdict.kind === null
      ? t('audit.verdict.badUnknown')
      : t(`audit.verdict.bad.${verdict.kind}`)
  const text = verdict.ok
    ? t('audit.verdict.goodText', { rows: format.count(verdict.rows) })
    : t('audit.verdict.badText', { seq: format.count(verdict.firstBadSeq ?? 0) })
  return (
    <div className={classes.verdict} role={verdict.ok ? undefined : 'alert'}>
      <StateIcon tone={verdict.ok ? 'good' : 'failed'} size={20} />
      <div>
        <Text fw={600}>{title}</Text>
        <Text fz="sm" c="dimmed">
          {text} {t('audit.verdict.checked')}
          <RelativeTime at={verdict.checkedAt} />
        </Text>
        {verdict.ok ? null : (
          <Button mt={8} size="compact-sm" renderRoot={(props) => <Link to="/security/incident" {...props} />}>
            {t('audit.verdict.incident')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** How the record is protected: its size, its last verification, and where its checkpoints go. The list says what fails. */
export function AuditStatus() {
  const { t } = useTranslation('security')
  const format = useFormat()
  const status = useQuery(auditStatusQuery()).data
  if (status === undefined) return null
  const facts = [
    t('audit.status.rows', { count: status.rows, shown: format.count(status.rows) }),
    ...(status.oldestAt === null ? [] : [t('audit.status.since', { at: format.minute(status.oldestAt) })]),
    t('audit.status.keep', { count: status.keepDays }),
    ...(status.unsealedRows === 0 ? [] : [t('audit.status.unsealed', { count: status.unsealedRows })]),
  ]
  return (
    <section className={classes.status} aria-label={t('audit.status.title')}>
      <Verdict verdict={status.lastVerdict} />
      <div className={classes.figures}>
        <Text fz="sm">{facts.join(' · ')}</Text>
        <Text fz="sm" c="dimmed">
          {status.lastCheckpoint === null
            ? t('audit.status.noCheckpoint')
            : `${t('audit.status.checkpoint')}: ${t('audit.status.checkpointAt', {
                seq: format.count(status.lastCheckpoint.seq),
                at: format.minute(status.lastCheckpoint.at),
              })}`}
        </Text>
        <Destinations destinations={status.destinations} />
      </div>
    </section>
  )
}
