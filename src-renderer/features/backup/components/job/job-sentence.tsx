import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/format/use-now.ts'
import type { BackupJob } from '#shared/features/backup/values.ts'

function useLast(job: BackupJob): string {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const now = useNow()
  const { lastExecution: last } = job
  if (job.runningExecutionId !== null && last?.id !== job.runningExecutionId) return t('job.sentence.running')
  if (last === null) return t('job.sentence.never-ran')
  const when = format.relative(last.finishedAt ?? last.createdAt, now)
  switch (last.state) {
    case 'running':
    case 'waiting':
      return t(`job.sentence.${last.state}`)
    case 'warnings':
      return t('job.sentence.warnings', { when, count: last.problemCount })
    default:
      return t(`job.sentence.${last.state}`, { when })
  }
}

/** How a job stands, in two sentences: what was and what comes. */
export function JobSentence({ job }: { readonly job: BackupJob }) {
  const { t } = useTranslation('backup')
  const format = useFormat()
  const now = useNow()
  const last = useLast(job)
  const next = !job.enabled
    ? t('job.sentence.off')
    : job.nextRunAt === null
      ? t('job.sentence.byHand')
      : t('job.sentence.next', { when: format.relative(job.nextRunAt, now) })
  return `${last}${format.language === 'ja' ? '' : ' '}${next}`
}
