import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Bytes, Duration, Moment } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { lastExecutionsQuery } from '../../queries.ts'
import classes from '../execution/detail.module.css'
import { ExecutionState } from '../execution/execution-state.tsx'

/** The last runs of a job. */
export function JobHistory({ jobId }: { readonly jobId: string }) {
  const { t } = useTranslation('backup')
  const executions = useQuery(lastExecutionsQuery({ jobId }, 10)).data?.items ?? []
  return (
    <Section
      title={t('job.history.title')}
      actions={
        <Anchor fz="sm" renderRoot={(props) => <Link to="/backup/executions" search={{ jobId }} {...props} />}>
          {t('job.history.all')}
        </Anchor>
      }
    >
      {executions.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('execution.empty')}
        </Text>
      ) : (
        <table className={classes.table} aria-label={t('job.history.title')}>
          <thead>
            <tr>
              <th scope="col">{t('execution.column.started')}</th>
              <th scope="col">{t('execution.column.state')}</th>
              <th scope="col">{t('execution.column.trigger')}</th>
              <th scope="col" className={classes.number}>
                {t('execution.column.duration')}
              </th>
              <th scope="col" className={classes.number}>
                {t('execution.column.added')}
              </th>
            </tr>
          </thead>
          <tbody>
            {executions.map((execution) => (
              <tr key={execution.id}>
                <td>
                  <Anchor
                    fz="sm"
                    renderRoot={(props) => (
                      <Link
                        to="/backup/executions/$executionId"
                        params={{ executionId: execution.id }}
                        search={{ jobId }}
                        {...props}
                      />
                    )}
                  >
                    <Moment at={execution.startedAt ?? execution.createdAt} />
                  </Anchor>
                </td>
                <td>
                  <ExecutionState execution={execution} />
                </td>
                <td>{t(`execution.trigger.${execution.trigger}`)}</td>
                <td className={classes.number}>
                  {execution.durationMs === null ? null : <Duration ms={execution.durationMs} />}
                </td>
                <td className={classes.number}>
                  {execution.figures === null ? null : <Bytes value={execution.figures.addedPackedBytes} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
