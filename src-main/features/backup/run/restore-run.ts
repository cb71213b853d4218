import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import type { Run } from './execution-runner.ts'
import type { RunOutcome } from './run-outcome.ts'

export const restoreRequestSchema = z.object({
  snapshotId: z.string(),
  paths: z.array(z.string()),
  target: z.string(),
  existing: z.enum(['always', 'if-changed', 'if-newer', 'never']),
  verifyAfter: z.boolean(),
})

/** What is kept of a restore's figures. */
export const restoredSchema = z.object({
  restoredFiles: z.number(),
  skippedFiles: z.number(),
  failedFiles: z.number(),
  restoredBytes: z.number(),
})

/** Restores what was chosen. A target that runs full fails the run; what was restored until then is whole. */
export async function runRestore(run: Run, access: RepositoryAccess): Promise<RunOutcome> {
  const order = restoreRequestSchema.parse(JSON.parse(run.request))
  return access.use(run.execution.repositoryId, run.watch.signal, async (repository) => {
    const restored = await repository.restore(order, run.watch)
    const outcome = { snapshotId: order.snapshotId, restored }
    if (restored.targetFull) {
      const data = { path: order.target, restoredFiles: restored.restoredFiles }
      return { ...outcome, state: 'failed', failure: new AppError('RESTORE_TARGET_FULL', data) }
    }
    return { ...outcome, state: run.problems.count > 0 ? 'warnings' : 'succeeded' }
  })
}
