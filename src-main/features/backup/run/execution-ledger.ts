import { systemContext } from '#main/features/security/index.ts'
import type { Clock } from '#main/platform/clock.ts'
import { newId } from '#main/platform/identifiers.ts'
import type { TaskView } from '#main/platform/queue.ts'
import type { Storage } from '#main/storage/storage.ts'
import { AppError } from '#shared/contract/errors.ts'
import { type Execution, failureSchema } from '#shared/features/backup/values.ts'
import type { Announcements } from '../announcements.ts'
import type { BackupPorts } from '../ports.ts'
import {
  endExecution,
  findExecution,
  findExecutionRequest,
  type NewExecution,
  startExecution,
} from '../repository/execution-rows.ts'
import { recordLastExecution } from '../repository/job-rows.ts'
import { addFindings } from '../repository/report-rows.ts'
import { saveVerification } from '../repository/repository-rows.ts'
import { recordWaiting } from './record-waiting.ts'
import type { Failure, RunOutcome } from './run-outcome.ts'

/** How a run ended, as the ledger keeps it. */
type Ending = Omit<RunOutcome, 'failure'> & { readonly failure?: Failure }

/** Keeps the state of runs and everything that follows from their end in step. */
export class ExecutionLedger {
  readonly #storage: Storage
  readonly #clock: Clock
  readonly #audit: BackupPorts['audit']
  readonly #announcements: Announcements

  constructor(ports: Pick<BackupPorts, 'storage' | 'clock' | 'audit'>, announcements: Announcements) {
    this.#audit = ports.audit
    this.#storage = ports.storage
    this.#clock = ports.clock
    this.#announcements = announcements
  }

  /** Marks a waiting run as running. A run that has ended (its task is tried again) begins as a new one. */
  async begin(execution: Execution, taskId: string): Promise<Execution> {
    const { db } = this.#storage
    let id = execution.id
    if (!(await startExecution(db, id, taskId, this.#clock.now()))) {
      id = await this.#insertAgain(execution)
      await startExecution(db, id, taskId, this.#clock.now())
    }
    return this.#announce(id)
  }

  /** Ends a run that has not ended yet, with all that depends on it, in one unit of work. */
  async end(execution: Execution, outcome: Ending): Promise<void> {
    const at = this.#clock.now()
    const ended = await this.#storage.transaction(async (tx) => {
      const isNews = await endExecution(tx, execution.id, {
        ...outcome,
        at,
        restoreReport: outcome.restored && JSON.stringify(outcome.restored),
      })
      if (!isNews) return false
      await addFindings(tx, execution.id, outcome.findings ?? [])
      if (execution.kind === 'backup' && execution.jobId !== null) {
        const succeeded = outcome.state === 'succeeded' || outcome.state === 'warnings'
        await recordLastExecution(tx, execution.jobId, { id: execution.id, finishedAt: at, succeeded })
      }
      if (outcome.verification) {
        const verification = { result: outcome.verification, at, executionId: execution.id }
        await saveVerification(tx, execution.repositoryId, verification)
      }
      return true
    })
    if (ended) this.#announcements.executionEnded(await this.#announce(execution.id))
  }

  /** Ends a run whose task has ended without it: taken out of the queue, given up by it, or lost. */
  async endWithTask(execution: Execution, task: TaskView | null): Promise<void> {
    if (task === null || task.state === 'interrupted' || task.state === 'succeeded') {
      await this.end(execution, { state: 'interrupted', failure: { code: 'TASK_INTERRUPTED', data: {} } })
    } else if (task.state === 'cancelled') {
      await this.end(execution, { state: 'cancelled' })
    } else if (task.state === 'failed') {
      const failure = failureSchema.safeParse(task.error)
      await this.end(execution, {
        state: 'failed',
        failure: failure.success ? failure.data : { code: 'INTERNAL', data: { requestId: task.id } },
      })
    }
  }

  async #insertAgain(execution: Execution): Promise<string> {
    const order = await findExecutionRequest(this.#storage.db, execution.id)
    const id = newId()
    const again: NewExecution = {
      id,
      kind: execution.kind,
      trigger: 'manual',
      jobId: execution.jobId,
      jobName: execution.jobName,
      repositoryId: execution.repositoryId,
      repositoryName: execution.repositoryName,
      requestedBy: execution.requestedBy,
      request: order?.request ?? '{}',
      createdAt: this.#clock.now(),
    }
    const ports = { storage: this.#storage, audit: this.#audit }
    await recordWaiting(ports, again, { context: systemContext(), request: { again: execution.id } })
    return id
  }

  async #announce(id: string): Promise<Execution> {
    const execution = await findExecution(this.#storage.db, id)
    if (!execution) throw new AppError('NOT_FOUND', { resource: 'backup-execution', id })
    this.#announcements.executionChanged(execution)
    return execution
  }
}
