import { useTranslation } from 'react-i18next'
import { useLiveProgress } from '#renderer/api/live-progress.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { shareDone } from '#renderer/ui/state/progress-panel.tsx'
import { StateBadge } from '#renderer/ui/state/state-badge.tsx'
import type { Execution } from '#shared/features/backup/values.ts'
import { executionTone } from '../../execution-tone.ts'

/** The state of a run; while it runs with the share that is done. */
export function ExecutionState({ execution }: { readonly execution: Execution }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const progress = useLiveProgress(execution.state === 'running' ? execution.taskId : null)
  const share = progress === null ? null : shareDone(progress)
  const word = t(`execution.state.${execution.state}`)
  return (
    <StateBadge tone={executionTone[execution.state]}>
      {share === null ? word : `${word} ${format.share(share)}`}
    </StateBadge>
  )
}
