import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Moment, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { Overview } from '../queries.ts'
import classes from './lists.module.css'

/** What comes next and when. */
export function NextRuns({ runs }: { readonly runs: Overview['nextRuns'] }) {
  const { t } = useTranslation('overview')
  return (
    <Section title={t('next.title')}>
      {runs.length === 0 ? (
        <Text c="dimmed" fz="sm">
          {t('next.none')}{' '}
          <Link to="/backup/jobs" className={classes.link}>
            {t('next.action')}
          </Link>
        </Text>
      ) : (
        <ul className={classes.list}>
          {runs.slice(0, 6).map((run) => (
            <li key={`${run.jobId} ${run.at}`} className={classes.row}>
              <div className={classes.main}>
                <Link to="/backup/jobs/$jobId" params={{ jobId: run.jobId }} className={classes.link}>
                  {run.jobName}
                </Link>
                <Text fz="sm" c="dimmed" component="div">
                  <RelativeTime at={run.at} /> · <Moment at={run.at} />
                </Text>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
