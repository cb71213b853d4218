import type { z } from 'zod'
import type { AccessScope } from '#main/features/security/index.ts'
import { AppError, isAppError } from '#shared/contract/errors.ts'
import type { Page, PageInput } from '#shared/contract/paging.ts'
import type { Execution, executionDetailSchema } from '#shared/features/backup/values.ts'
import type { Announcements } from '../announcements.ts'
import type { BackupPorts } from '../ports.ts'
import { displayOfQuoted } from '../quoted-path.ts'
import {
  activeStates,
  type ExecutionFilter,
  findExecution,
  findExecutionByTask,
  findExecutionRequest,
  listActiveExecutions,
  listExecutions,
} from '../repository/execution-rows.ts'
import { listFindings, listProblems } from '../repository/report-rows.ts'
import type { ExecutionLedger } from '../run/execution-ledger.ts'
import { restoredSchema, restoreRequestSchema } from '../run/restore-run.ts'
import { type ExecutionOrder, startExecution } from '../run/start-execution.ts'

export type ExecutionDetail = z.infer<typeof executionDetailSchema>

const isActive = (execution: Execution): boolean => activeStates.some((state) => state === execution.state)

/** Runs of every kind: beginning, looking, stopping, and keeping them in step with their tasks. */
export class ExecutionService {
  readonly #ports: BackupPorts
  readonly #announcements: Announcements
  readonly #ledger: ExecutionLedger

  constructor(ports: BackupPorts, announcements: Announcements, ledger: ExecutionLedger) {
    this.#ports = ports
    this.#announcements = announcements
    this.#ledger = ledger
  }

  begin(order: ExecutionOrder): Promise<Execution> {
    return startExecution(this.#ports, this.#announcements, order)
  }

  list(filter: ExecutionFilter, page: PageInput, scope?: AccessScope): Promise<Page<Execution>> {
    return listExecutions(this.#ports.storage.db, filter, page, scope)
  }

  async get(id: string): Promise<ExecutionDetail> {
    const { db } = this.#ports.storage
    const execution = await this.#find(id)
    const order = await findExecutionRequest(db, id)
    const task =
      execution.taskId === null || !isActive(execution) ? null : await this.#ports.queue.get(execution.taskId)
    return {
      ...execution,
      progress: task?.progress ?? null,
      problems: await listProblems(db, id),
      findings: execution.kind === 'verify' ? await listFindings(db, id) : [],
      restore: execution.kind === 'restore' && order ? restoreOf(order) : null,
    }
  }

  /** Asks a run to stop, or takes a waiting one out of the queue. */
  async cancel(id: string): Promise<Execution> {
    const execution = await this.#find(id)
    if (!isActive(execution) || execution.taskId === null) {
      throw new AppError('TASK_NOT_CANCELLABLE', { id, state: execution.state })
    }
    try {
      await this.#ports.queue.cancel(execution.taskId)
    } catch (error) {
      if (isAppError(error, 'TASK_NOT_CANCELLABLE')) await this.#settle(execution)
      throw error
    }
    await this.#settle(execution)
    return this.#find(id)
  }

  /** Ends the run of a task that has ended without its run (it never began, or its process is gone). */
  async settleByTask(taskId: string): Promise<void> {
    const execution = await findExecutionByTask(this.#ports.storage.db, taskId)
    if (execution && isActive(execution)) await this.#settle(execution)
  }

  /** After a start: ends every run whose task is gone or has ended. */
  async settleAll(): Promise<void> {
    for (const execution of await listActiveExecutions(this.#ports.storage.db)) await this.#settle(execution)
  }

  async #settle(execution: Execution): Promise<void> {
    const task = execution.taskId === null ? null : await this.#ports.queue.get(execution.taskId)
    const lives = task !== null && ['waiting', 'delayed', 'running'].includes(task.state)
    if (!lives) await this.#ledger.endWithTask(execution, task)
  }

  async #find(id: string): Promise<Execution> {
    const execution = await findExecution(this.#ports.storage.db, id)
    if (!execution) throw new AppError('NOT_FOUND', { resource: 'backup-execution', id })
    return execution
  }
}

function restoreOf(order: { request: string; restoreReport: string | null }): ExecutionDetail['restore'] {
  const { snapshotId, paths, target } = restoreRequestSchema.parse(JSON.parse(order.request))
  const done = order.restoreReport === null ? nothingRestored : restoredSchema.parse(JSON.parse(order.restoreReport))
  return {
    snapshotId,
    paths: paths.map((quoted) => ({ quoted, display: displayOfQuoted(quoted) })),
    target,
    restoredFiles: done.restoredFiles,
    skippedFiles: done.skippedFiles,
    failedFiles: done.failedFiles,
    restoredBytes: done.restoredBytes,
  }
}

const nothingRestored = { restoredFiles: 0, skippedFiles: 0, failedFiles: 0, restoredBytes: 0 }
