import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorPanel } from '#renderer/ui/failure/error-panel.tsx'
import { Section } from '#renderer/ui/page/page.tsx'
import { isLive } from '../../execution-tone.ts'
import { BackupFigures } from './backup-figures.tsx'
import { ExecutionFacts } from './execution-facts.tsx'
import { Findings } from './findings.tsx'
import { LiveExecution } from './live-execution.tsx'
import { Problems } from './problems.tsx'
import { Restored } from './restored.tsx'
import type { ExecutionWithDetail } from './types.ts'

/** Everything about one run, what matters most first. */
export function ExecutionDetail({ execution }: { readonly execution: ExecutionWithDetail }) {
  const { t } = useTranslation('backup')
  const verified = execution.kind === 'verify' && (execution.state === 'succeeded' || execution.findings.length > 0)
  return (
    <>
      {isLive(execution.state) ? <LiveExecution execution={execution} /> : null}
      {execution.failure === null ? null : <ErrorPanel error={execution.failure} />}
      {execution.restore === null || isLive(execution.state) ? null : (
        <Restored restore={execution.restore} state={execution.state} />
      )}
      {execution.problems.length === 0 ? null : (
        <Problems problems={execution.problems} total={execution.problemCount} />
      )}
      {verified ? (
        <Section title={t('execution.findings.title')}>
          {execution.findings.length === 0 ? (
            <Text fz="sm">{t('execution.findings.none')}</Text>
          ) : (
            <Findings findings={execution.findings} />
          )}
        </Section>
      ) : null}
      {execution.figures === null ? null : <BackupFigures figures={execution.figures} />}
      <ExecutionFacts execution={execution} />
    </>
  )
}
