import { systemErrorCode } from '#main/engine/filesystem/index.ts'
import { isRepositoryError, RepositoryError } from '../errors.ts'
import type { Repository } from '../repository.ts'
import type { WorkerPool } from '../workers/worker-pool.ts'
import type { ContentJob, ContentReply } from './content-job.ts'
import type { OverwriteMode, RestoreProblemCode } from './model.ts'
import type { ReportBuilder } from './report-builder.ts'
import type { TargetFolder } from './target-folder.ts'

/** What all steps of one restore share. */
export interface RestoreRun {
  readonly repository: Repository
  readonly target: TargetFolder
  readonly report: ReportBuilder
  readonly pool: WorkerPool<ContentJob, ContentReply>
  readonly workers: number
  readonly overwrite: OverwriteMode
  readonly verify: boolean
  readonly deleteExtra: boolean
  readonly owners: boolean
  readonly dryRun: boolean
  readonly signal: AbortSignal | undefined
}

/** Whether the restore goes no further: a full disk stops it. */
export function isStopped(run: RestoreRun): boolean {
  return run.report.stoppedBy !== undefined
}

const fullCodes = new Set(['ENOSPC', 'EDQUOT'])
const blockedCodes = new Set(['ELOOP', 'ENOTDIR', 'EXDEV', 'EEXIST', 'EISDIR', 'ENOTEMPTY'])

/** How a problem is told that a system code (`ENOSPC`, ...) stands for. */
export function problemCodeOf(reason: string): RestoreProblemCode {
  if (fullCodes.has(reason)) return 'storage-full'
  return blockedCodes.has(reason) ? 'blocked' : 'write-failed'
}

/** Reads an error as a problem. A cancelled restore is no problem: that error is thrown again. */
export function problemOf(error: unknown): { readonly code: RestoreProblemCode; readonly reason: string } {
  if (isRepositoryError(error, 'cancelled')) throw error
  if (isRepositoryError(error, 'missing')) return { code: 'missing', reason: `${error.detail.what} ${error.detail.id}` }
  if (isRepositoryError(error, 'damaged'))
    return { code: 'damaged', reason: `${error.detail.file}: ${error.detail.reason}` }
  if (error instanceof RepositoryError) return { code: 'unreadable', reason: error.message }
  const reason = systemErrorCode(error)
  return reason === undefined
    ? { code: 'write-failed', reason: String(error) }
    : { code: problemCodeOf(reason), reason }
}
