import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ExecutionState, useExecutionName } from '#renderer/features/backup/index.ts'
import { Bytes, Duration, RelativeTime } from '#renderer/ui/format/values.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import type { Execution } from '#shared/features/backup/values.ts'
import classes from './lists.module.css'

function RecentRow({ execution }: { readonly execution: Execution }) {
  const nameOf = useExecutionName()
  return (
    <tr>
      <td>
        <Link to="/backup/executions/$executionId" params={{ executionId: execution.id }} className={classes.link}>
          {nameOf(execution)}
        </Link>
      </td>
      <td>
        <ExecutionState execution={execution} />
      </td>
      <td>
        <RelativeTime at={execution.startedAt ?? execution.createdAt} />
      </td>
      <td className={classes.number}>
        {execution.durationMs === null ? null : <Duration ms={execution.durationMs} />}
      </td>
      <td className={classes.number}>
        {execution.figures === null ? null : <Bytes value={execution.figures.addedPackedBytes} />}
      </td>
    </tr>
  )
}

/** The last runs and how they ended. */
export function RecentExecutions({ executions }: { readonly executions: readonly Execution[] }) {
  const { t } = useTranslation('overview')
  return (
    <Section
      title={t('recent.title')}
      actions={
        <Anchor fz="sm" renderRoot={(props) => <Link to="/backup/executions" {...props} />}>
          {t('recent.all')}
        </Anchor>
      }
    >
      {executions.length === 0 ? (
        <Text c="dimmed" fz="sm">
          {t('recent.none')}
        </Text>
      ) : (
        <table className={classes.table} aria-label={t('recent.title')}>
          <thead>
            <tr>
              <th scope="col">{t('recent.job')}</th>
              <th scope="col">{t('recent.state')}</th>
              <th scope="col">{t('recent.when')}</th>
              <th scope="col" className={classes.number}>
                {t('recent.duration')}
              </th>
              <th scope="col" className={classes.number}>
                {t('recent.added')}
              </th>
            </tr>
          </thead>
          <tbody>
            {executions.slice(0, 8).map((execution) => (
              <RecentRow key={execution.id} execution={execution} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
