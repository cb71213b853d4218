import type { IndexTrial } from '#shared/features/database/contract.ts'

/** What a trial says: below a tenth less, a difference may be chance. */
export function trialVerdict(trial: Pick<IndexTrial, 'beforeMs' | 'afterMs' | 'isUsed'>): 'faster' | 'same' | 'unused' {
  if (!trial.isUsed) return 'unused'
  return trial.afterMs < trial.beforeMs * 0.9 ? 'faster' : 'same'
}
