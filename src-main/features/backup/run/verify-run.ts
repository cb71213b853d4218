import { z } from 'zod'
import { AppError } from '#shared/contract/errors.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import type { Run } from './execution-runner.ts'
import type { RunOutcome } from './run-outcome.ts'

export const verifyRequestSchema = z.object({ readData: z.boolean() })

/** Checks the repository; errors it finds make the run failed, so that nobody overlooks them. */
export async function runVerify(run: Run, access: RepositoryAccess): Promise<RunOutcome> {
  const { repositoryId } = run.execution
  const order = verifyRequestSchema.parse(JSON.parse(run.request))
  return access.use(repositoryId, run.watch.signal, async (repository) => {
    const { passed, findings } = await repository.verify(order, run.watch)
    await access.refreshStatistics(repositoryId, repository)
    if (passed) {
      const state = findings.some((finding) => finding.severity === 'warning') ? 'warnings' : 'succeeded'
      return { state, findings, verification: 'passed' }
    }
    const first = findings.find((finding) => finding.severity === 'error')
    return {
      state: 'failed',
      findings,
      verification: 'failed',
      failure: new AppError('REPOSITORY_DAMAGED', { file: first?.subject ?? '', reason: first?.detail ?? '' }),
    }
  })
}
