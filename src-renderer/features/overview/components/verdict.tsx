import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import type { StateTone } from '#renderer/ui/state/state-badge.tsx'
import { VerdictCard } from '#renderer/ui/state/verdict-card.tsx'
import type { Overview } from '../queries.ts'

const tones: Readonly<Record<Overview['verdict'], StateTone>> = {
  good: 'good',
  attention: 'warning',
  failing: 'failed',
  'nothing-yet': 'off',
}

/** One sentence that answers whether the site is all right. */
export function Verdict({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation('overview')
  const format = useFormat()
  const tone = tones[overview.verdict]
  const summary = t('summary', {
    jobs: format.count(overview.jobCount),
    repositories: format.count(overview.repositoryCount),
  })
  const stored = overview.storedBytes === null ? null : t('stored', { size: format.bytes(overview.storedBytes) })
  return (
    <VerdictCard
      tone={tone}
      sentence={t(`verdict.${overview.verdict}`)}
      detail={stored === null ? summary : `${summary} · ${stored}`}
    />
  )
}
