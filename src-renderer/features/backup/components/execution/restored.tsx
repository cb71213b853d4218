import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { Bytes, Count } from '#renderer/ui/format/values.tsx'
import { Facts, Section } from '#renderer/ui/page/page.tsx'
import { StateIcon } from '#renderer/ui/state/state-badge.tsx'
import type { ExecutionState } from '#shared/features/backup/values.ts'
import { executionTone } from '../../execution-tone.ts'
import type { ExecutionWithDetail } from './types.ts'

/** What a restore has brought back, and where it lies. */
export function Restored(props: {
  readonly restore: NonNullable<ExecutionWithDetail['restore']>
  readonly state: ExecutionState
}) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const { restore, state } = props
  const count = restore.restoredFiles
  return (
    <Section title={t('execution.restored.title')}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <StateIcon tone={executionTone[state]} />
        <Text fw={500}>
          {t('execution.restored.sentence', { count, shown: format.count(count), target: restore.target })}
        </Text>
      </Group>
      <Facts
        facts={[
          { name: t('execution.restored.target'), value: <span translate="no">{restore.target}</span> },
          {
            name: t('execution.restored.what'),
            value:
              restore.paths.length === 0
                ? t('execution.restored.whole')
                : t('execution.restored.paths', { count: restore.paths.length }),
          },
          { name: t('execution.restored.files'), value: <Count value={restore.restoredFiles} /> },
          { name: t('execution.restored.skipped'), value: <Count value={restore.skippedFiles} /> },
          { name: t('execution.restored.failed'), value: <Count value={restore.failedFiles} /> },
          { name: t('execution.restored.bytes'), value: <Bytes value={restore.restoredBytes} /> },
        ]}
      />
    </Section>
  )
}
