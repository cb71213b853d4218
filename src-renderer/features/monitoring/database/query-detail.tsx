import { Button, Code, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMay } from '#renderer/api/session.ts'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { RelativeTime } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { Loaded } from '#renderer/ui/state/loaded.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { QueryExplanation, QueryShape } from '#shared/features/database/contract.ts'
import classes from './database.module.css'
import { IndexSuggestions } from './index-suggestions.tsx'
import { millisecondsText } from './milliseconds.ts'
import { useDatabaseMutations } from './mutations.ts'
import { planQuery } from './queries.ts'

function QueryFacts({ shape }: { readonly shape: QueryShape }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const facts = [
    { name: t('database.column.calls'), value: format.count(shape.calls) },
    { name: t('database.column.slow'), value: format.count(shape.slowCalls) },
    { name: t('database.column.rows'), value: format.count(shape.rows) },
    { name: t('database.column.total'), value: millisecondsText(format, shape.totalMs) },
    { name: t('database.column.mean'), value: millisecondsText(format, shape.meanMs) },
    { name: t('database.column.maximum'), value: millisecondsText(format, shape.maximumMs) },
    { name: t('database.column.last'), value: <RelativeTime at={shape.lastSeenAt} /> },
  ]
  return <Facts facts={facts} />
}

function Findings({ explanation }: { readonly explanation: QueryExplanation }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const { scansWholeTable, durationMs } = explanation
  const readsWhole = scansWholeTable.length > 0
  return (
    <>
      <Text fz="sm" className={classes.line}>
        <StateIcon tone={readsWhole ? 'warning' : 'good'} />
        {readsWhole ? t('database.scansWhole', { tables: scansWholeTable.join(', ') }) : t('database.scansNothing')}
      </Text>
      {durationMs === null ? null : (
        <Text fz="sm" role="status">
          {t('database.measured', { time: millisecondsText(format, durationMs) })}
        </Text>
      )}
      <Code block className={classes.plan}>
        {explanation.plan}
      </Code>
    </>
  )
}

/** The plan, and after measuring the one that was really carried out. */
function Plan({ id }: { readonly id: string }) {
  const { t } = useTranslation('monitoring')
  const query = useQuery(planQuery(id, true))
  const { measure } = useDatabaseMutations()
  const run = () => measure.mutate({ id, measure: true })
  return (
    <Loaded query={query} heights={[160, 120]}>
      {(planned) => (
        <>
          <Section
            title={t('database.plan')}
            description={planned.canMeasure ? t('database.measureText') : undefined}
            actions={
              planned.canMeasure ? (
                <Button variant="default" size="xs" loading={measure.isPending} onClick={run}>
                  {t('database.measure')}
                </Button>
              ) : undefined
            }
          >
            {measure.error === null ? null : <ErrorPanel error={measure.error} level="warning" onRetry={run} />}
            <Findings explanation={measure.data ?? planned} />
          </Section>
          {planned.canMeasure ? <IndexSuggestions id={id} suggestions={planned.suggestions} /> : null}
        </>
      )}
    </Loaded>
  )
}

/** One shape of queries: its figures, its text, how it is carried out, and what could help it. */
export function QueryDetail({ shape }: { readonly shape: QueryShape }) {
  const { t } = useTranslation('monitoring')
  const mayManage = useMay('database.manage')
  return (
    <>
      <QueryFacts shape={shape} />
      <Section title={t('database.statement')}>
        <Code block className={classes.code}>
          {shape.sql}
        </Code>
      </Section>
      {shape.canExplain && mayManage ? (
        <Plan id={shape.id} />
      ) : (
        <Text fz="sm" c="dimmed">
          {t(shape.canExplain ? 'database.planNotAllowed' : 'database.noPlan')}
        </Text>
      )}
    </>
  )
}
