import { Button, Group, Text } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { useRunJob, useVerify } from '#renderer/features/backup/index.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { Overview } from '../queries.ts'
import classes from './lists.module.css'

type Need = Overview['needsAttention'][number]

const tones: Readonly<Record<Need['code'], StateTone>> = {
  'job-failed': 'failed',
  'verification-failed': 'failed',
  'repository-unreachable': 'failed',
  'job-overdue': 'failed',
  'job-interrupted': 'warning',
  'job-warnings': 'warning',
  'job-never-ran': 'warning',
  'repository-unverified': 'warning',
}

/** The page that explains a need: the run it came from, else the job, else the repository. */
function explanation(need: Need): LinkProps {
  if (need.executionId !== null)
    return { to: '/backup/executions/$executionId', params: { executionId: need.executionId } }
  if (need.jobId !== null) return { to: '/backup/jobs/$jobId', params: { jobId: need.jobId } }
  if (need.repositoryId !== null)
    return { to: '/backup/repositories/$repositoryId', params: { repositoryId: need.repositoryId } }
  return { to: '/backup' }
}

function Remedy({ need, variant }: { readonly need: Need; readonly variant: 'filled' | 'default' }) {
  const { t } = useTranslation('overview')
  const run = useRunJob()
  const verify = useVerify()
  const mayRun = useMay('backup.run')
  const { jobId, repositoryId } = need
  const runs = need.code === 'job-overdue' || need.code === 'job-never-ran' || need.code === 'job-interrupted'
  if (runs && jobId !== null && mayRun)
    return (
      <Button size="compact-sm" variant={variant} loading={run.isPending} onClick={() => run.mutate({ id: jobId })}>
        {t('do.run')}
      </Button>
    )
  if (need.code === 'repository-unverified' && repositoryId !== null && mayRun)
    return (
      <Button
        size="compact-sm"
        variant={variant}
        loading={verify.isPending}
        onClick={() => verify.mutate({ id: repositoryId, readData: true })}
      >
        {t('do.verify')}
      </Button>
    )
  const label = need.code === 'job-warnings' ? 'do.files' : need.executionId === null ? 'do.open' : 'do.look'
  return (
    <Button size="compact-sm" variant={variant} renderRoot={(props) => <Link {...explanation(need)} {...props} />}>
      {t(label)}
    </Button>
  )
}

/** What wants a person now, most urgent first, each with the button that deals with it. */
export function NeedsAttention({ needs }: { readonly needs: readonly Need[] }) {
  const { t } = useTranslation('overview')
  if (needs.length === 0) return null
  return (
    <Section title={t('needs.title')}>
      <ul className={classes.list}>
        {needs.map((need, index) => (
          <li key={`${need.code} ${need.jobId} ${need.repositoryId}`} className={classes.row}>
            <StateIcon tone={tones[need.code]} />
            <div className={classes.main}>
              <Link {...explanation(need)} className={classes.link}>
                {t(`needs.${need.code}`, { subject: need.subject })}
              </Link>
              <Text fz="sm" c="dimmed" component="div">
                <RelativeTime at={need.since} />
              </Text>
            </div>
            <Group gap="xs">
              <Remedy need={need} variant={index === 0 ? 'filled' : 'default'} />
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  )
}
