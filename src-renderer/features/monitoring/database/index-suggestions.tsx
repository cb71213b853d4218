import { Button, Code, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { IndexSuggestion, IndexTrial } from '#shared/features/database/contract.ts'
import classes from './database.module.css'
import { millisecondsText } from './milliseconds.ts'
import { useDatabaseMutations } from './mutations.ts'
import { trialVerdict } from './trial-verdict.ts'

const tones = { faster: 'good', same: 'information', unused: 'off' } as const

function TrialResult({ trial }: { readonly trial: IndexTrial }) {
  const { t } = useTranslation('monitoring')
  const format = useFormat()
  const verdict = trialVerdict(trial)
  const before = millisecondsText(format, trial.beforeMs)
  const after = millisecondsText(format, trial.afterMs)
  return (
    <div role="status">
      <Text fw={600} className={classes.line}>
        <StateIcon tone={tones[verdict]} />
        {t(`database.trial.${verdict}`, { before, after })}
      </Text>
      <Text fz="sm" c="dimmed">
        {t('database.trial.rows', { rows: format.count(trial.copiedRows) })}
      </Text>
      <Code block className={classes.plan} mt={8}>
        {trial.plan}
      </Code>
    </div>
  )
}

function Suggestion({ id, suggestion }: { readonly id: string; readonly suggestion: IndexSuggestion }) {
  const { t } = useTranslation('monitoring')
  const { tryIndex } = useDatabaseMutations()
  const { table, columns, uses } = suggestion
  const run = () => tryIndex.mutate({ id, table, columns })
  const reasons = columns.flatMap((column, at) => {
    const use = uses[at]
    return use === undefined ? [] : [t(`database.use.${use}`, { column })]
  })
  return (
    <>
      <Code block className={classes.code}>
        {suggestion.sql}
      </Code>
      <Text fz="sm">{reasons.join(' / ')}</Text>
      <div className={classes.line}>
        <Button size="xs" loading={tryIndex.isPending} onClick={run}>
          {t('database.tryIndex')}
        </Button>
        <Text fz="sm" c="dimmed">
          {t('database.tryText')}
        </Text>
      </div>
      {tryIndex.error === null ? null : <ErrorPanel error={tryIndex.error} level="warning" onRetry={run} />}
      {tryIndex.data === undefined ? null : <TrialResult trial={tryIndex.data} />}
    </>
  )
}

/** Indexes that could help a query, each to be tried before anybody makes it. */
export function IndexSuggestions(props: { readonly id: string; readonly suggestions: readonly IndexSuggestion[] }) {
  const { t } = useTranslation('monitoring')
  const { suggestions } = props
  const hasSome = suggestions.length > 0
  return (
    <Section title={t('database.suggestions')} description={hasSome ? t('database.suggestionText') : undefined}>
      {hasSome ? null : <Text fz="sm">{t('database.noSuggestion')}</Text>}
      {suggestions.map((suggestion) => (
        <Suggestion key={suggestion.sql} id={props.id} suggestion={suggestion} />
      ))}
    </Section>
  )
}
