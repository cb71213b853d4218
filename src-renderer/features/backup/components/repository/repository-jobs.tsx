import { Anchor, Button, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { jobsQuery } from '../../queries.ts'
import classes from '../execution/detail.module.css'
import { JobState } from '../job/job-state.tsx'

/** The jobs that save to a repository. */
export function RepositoryJobs({ repositoryId }: { readonly repositoryId: string }) {
  const { t } = useTranslation('backup')
  const mayManage = useMay('backup.manage')
  const jobs = useInfiniteQuery(jobsQuery(repositoryId)).data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      title={t('repository.jobsTitle')}
      actions={
        mayManage ? (
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={(props) => <Link to="/backup/jobs/new" search={{ repositoryId }} {...props} />}
          >
            {t('repository.newJobHere')}
          </Button>
        ) : null
      }
    >
      {jobs.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('repository.jobsNone')}
        </Text>
      ) : (
        <table className={classes.table} aria-label={t('repository.jobsTitle')}>
          <thead>
            <tr>
              <th scope="col">{t('job.column.name')}</th>
              <th scope="col">{t('job.column.state')}</th>
              <th scope="col">{t('job.column.next')}</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <tr key={job.id}>
                <td>
                  <Anchor
                    fz="sm"
                    renderRoot={(props) => <Link to="/backup/jobs/$jobId" params={{ jobId: job.id }} {...props} />}
                  >
                    {job.name}
                  </Anchor>
                </td>
                <td>
                  <JobState job={job} />
                </td>
                <td>{job.nextRunAt === null ? null : <RelativeTime at={job.nextRunAt} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
