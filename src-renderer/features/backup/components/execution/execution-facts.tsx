import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Duration, Moment } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import type { ExecutionWithDetail } from './types.ts'
import { useRequesterText } from './use-requester-text.ts'

function useTimes(execution: ExecutionWithDetail) {
  const { t } = useTranslation('backup')
  const { startedAt, finishedAt, durationMs } = execution
  return [
    ...(startedAt === null ? [] : [{ name: t('execution.started'), value: <Moment at={startedAt} /> }]),
    ...(finishedAt === null ? [] : [{ name: t('execution.finished'), value: <Moment at={finishedAt} /> }]),
    ...(durationMs === null ? [] : [{ name: t('execution.duration'), value: <Duration ms={durationMs} /> }]),
  ]
}

/** When, why, of what and by whom. */
export function ExecutionFacts({ execution }: { readonly execution: ExecutionWithDetail }) {
  const { t } = useTranslation('backup')
  const requester = useRequesterText()
  const { jobId, jobName, repositoryId, snapshotId } = execution
  const asked = execution.requestedBy === 'system' ? '' : ` · ${requester(execution)}`
  return (
    <Section title={t('execution.summary')}>
      <Facts
        facts={[
          ...useTimes(execution),
          { name: t('execution.by'), value: `${t(`execution.trigger.${execution.trigger}`)}${asked}` },
          ...(jobId === null
            ? []
            : [
                {
                  name: t('execution.job'),
                  value: (
                    <Anchor
                      fz="sm"
                      renderRoot={(props) => <Link to="/backup/jobs/$jobId" params={{ jobId }} {...props} />}
                    >
                      {jobName}
                    </Anchor>
                  ),
                },
              ]),
          {
            name: t('execution.repository'),
            value: (
              <Anchor
                fz="sm"
                renderRoot={(props) => (
                  <Link to="/backup/repositories/$repositoryId" params={{ repositoryId }} {...props} />
                )}
              >
                {execution.repositoryName}
              </Anchor>
            ),
          },
          ...(snapshotId === null
            ? []
            : [{ name: t('execution.snapshot'), value: <code translate="no">{snapshotId.slice(0, 8)}</code> }]),
        ]}
      />
    </Section>
  )
}
