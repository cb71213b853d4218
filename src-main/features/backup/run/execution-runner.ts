import type { Json, TaskContext } from '#main/platform/queue.ts'
import { AppError } from '#shared/contract/errors.ts'
import type { Execution } from '#shared/features/backup/values.ts'
import type { RunWatch } from '../engine/port.ts'
import type { BackupPorts } from '../ports.ts'
import { findExecution, findExecutionRequest, findLastTotals } from '../repository/execution-rows.ts'
import { addProblems } from '../repository/report-rows.ts'
import type { ExecutionLedger } from './execution-ledger.ts'
import { KeyedTurns } from './keyed-turns.ts'
import { ProblemLog } from './problem-log.ts'
import { ProgressMeter } from './progress-meter.ts'
import { outcomeOfError, type RunOutcome } from './run-outcome.ts'

const saveProblemsEveryMs = 2_000

/** What a kind of run is given to do its work. */
export interface Run {
  readonly execution: Execution
  /** JSON text of the order. */
  readonly request: string
  readonly watch: RunWatch
  readonly problems: ProblemLog
}

/** Does the bookkeeping around every run: its turn, its state, progress, problems, keeping awake, its end. */
export class ExecutionRunner {
  readonly #ports: BackupPorts
  readonly #ledger: ExecutionLedger
  readonly #turns = new KeyedTurns()

  constructor(ports: BackupPorts, ledger: ExecutionLedger) {
    this.#ports = ports
    this.#ledger = ledger
  }

  /** Runs an execution as the work of a task. Rejects when the run failed or was stopped, so that the task says so too. */
  async run(executionId: string, task: TaskContext, work: (run: Run) => Promise<RunOutcome>): Promise<Json> {
    const execution = await findExecution(this.#ports.storage.db, executionId)
    if (!execution) throw new AppError('NOT_FOUND', { resource: 'backup-execution', id: executionId })
    const turn = execution.kind === 'restore' ? executionId : execution.repositoryId
    let begun: Execution | undefined
    try {
      return await this.#turns.run(turn, task.signal, async () => {
        begun = await this.#ledger.begin(execution, task.taskId)
        return this.#runBegun(begun, task, work)
      })
    } catch (error) {
      if (!begun) await this.#ledger.end(execution, outcomeOfError(error, task.signal, task.taskId, task.log))
      throw error
    }
  }

  async #runBegun(execution: Execution, task: TaskContext, work: (run: Run) => Promise<RunOutcome>): Promise<Json> {
    const awake = this.#ports.keepAwake.hold(`${execution.kind} ${execution.repositoryName}`)
    const problems = new ProblemLog()
    const saving = this.#saveProblems(execution.id, problems, task)
    let outcome: RunOutcome
    try {
      const order = await findExecutionRequest(this.#ports.storage.db, execution.id)
      const watch = await this.#watch(execution, problems, task)
      outcome = await work({ execution, request: order?.request ?? '{}', watch, problems })
    } catch (error) {
      outcome = outcomeOfError(error, task.signal, task.taskId, task.log)
    } finally {
      await saving.stop()
      awake.release()
    }
    await this.#ledger.end(execution, outcome)
    if (outcome.failure) throw outcome.failure
    if (outcome.state === 'cancelled') throw new AppError('CANCELLED', {})
    return { executionId: execution.id, state: outcome.state }
  }

  async #watch(execution: Execution, problems: ProblemLog, task: TaskContext): Promise<RunWatch> {
    const last =
      execution.kind === 'backup' && execution.jobId !== null
        ? await findLastTotals(this.#ports.storage.db, execution.jobId)
        : undefined
    const meter = new ProgressMeter(this.#ports.clock, last)
    return {
      signal: task.signal,
      onProgress: (progress) => task.reportProgress(meter.measure(progress, problems.count)),
      onProblem: (problem) => problems.add(problem),
    }
  }

  #saveProblems(executionId: string, problems: ProblemLog, task: TaskContext): { stop(): Promise<void> } {
    let last = Promise.resolve()
    const save = (): void => {
      const unsaved = problems.takeUnsaved()
      if (!unsaved) return
      last = last
        .then(() => addProblems(this.#ports.storage.db, executionId, unsaved))
        .catch((error: unknown) => task.log.error('problems of a run could not be kept', { executionId, error }))
    }
    const timer = setInterval(save, saveProblemsEveryMs)
    return {
      stop: async () => {
        clearInterval(timer)
        save()
        await last
      },
    }
  }
}
