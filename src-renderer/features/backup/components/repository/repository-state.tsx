import { useTranslation } from 'react-i18next'
import { StateBadge, type StateTone } from '#renderer/ui/state/state-badge.tsx'
import type { BackupRepository } from '#shared/features/backup/values.ts'

export type RepositoryCondition = 'good' | 'unreachable' | 'damaged' | 'unverified' | 'unknown'

const tones: Readonly<Record<RepositoryCondition, StateTone>> = {
  good: 'good',
  unreachable: 'failed',
  damaged: 'failed',
  unverified: 'information',
  unknown: 'off',
}

/** The most urgent thing to know of a repository. */
export function conditionOf(repository: BackupRepository): RepositoryCondition {
  if (repository.reachable === false) return 'unreachable'
  if (repository.lastVerification === 'failed') return 'damaged'
  if (repository.reachable === null) return 'unknown'
  return repository.lastVerification === null ? 'unverified' : 'good'
}

export function RepositoryState({ repository }: { readonly repository: BackupRepository }) {
  const { t } = useTranslation('backup')
  const condition = conditionOf(repository)
  return <StateBadge tone={tones[condition]}>{t(`repository.state.${condition}`)}</StateBadge>
}
