import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Moment } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { BackupJob } from '#shared/features/backup/values.ts'
import classes from '../execution/detail.module.css'
import { useScheduleReading } from './schedule-reading.ts'

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul className={classes.list}>
      {lines.map((line) => (
        <li key={line} translate="no">
          {line}
        </li>
      ))}
    </ul>
  )
}

function useOptions(job: BackupJob): readonly string[] {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const { excludeLargerThanBytes } = job
  return [
    t(job.useDefaultExcludes ? 'job.facts.defaults' : 'job.facts.noDefaults'),
    ...(job.excludeCaches ? [t('job.facts.caches')] : []),
    ...(job.oneFileSystem ? [t('job.facts.oneFileSystem')] : []),
    ...(excludeLargerThanBytes === null ? [] : [t('job.facts.larger', { size: format.bytes(excludeLargerThanBytes) })]),
  ]
}

/** What a job is set to. */
export function JobFacts({ job }: { readonly job: BackupJob }) {
  const { t } = useTranslation('backup')
  const readSchedule = useScheduleReading()
  const options = useOptions(job)
  const { repositoryId, schedule } = job
  return (
    <Section title={t('job.facts.title')}>
      <Facts
        facts={[
          { name: t('job.facts.sources'), value: <Lines lines={job.sources} /> },
          {
            name: t('job.facts.repository'),
            value: (
              <Anchor
                fz="sm"
                renderRoot={(props) => (
                  <Link to="/backup/repositories/$repositoryId" params={{ repositoryId }} {...props} />
                )}
              >
                {job.repositoryName}
              </Anchor>
            ),
          },
          {
            name: t('job.facts.schedule'),
            value: `${readSchedule(schedule)}${schedule === null ? '' : ` (${schedule.timeZone})`}`,
          },
          { name: t('job.facts.options'), value: options.join(' / ') },
          ...(job.excludes.length === 0
            ? []
            : [{ name: t('job.facts.excludes'), value: <Lines lines={job.excludes} /> }]),
          { name: t('job.facts.compression'), value: t(`job.facts.compressions.${job.compression}`) },
          ...(job.tags.length === 0 ? [] : [{ name: t('job.facts.tags'), value: job.tags.join(', ') }]),
          { name: t('job.facts.created'), value: <Moment at={job.createdAt} /> },
        ]}
      />
    </Section>
  )
}
