import { z } from 'zod'
import type { BackupPorts } from '../ports.ts'
import type { RepositoryAccess } from '../repositories/repository-access.ts'
import { findExecution } from '../repository/execution-rows.ts'
import { runBackup } from './backup-run.ts'
import type { ExecutionLedger } from './execution-ledger.ts'
import { ExecutionRunner, type Run } from './execution-runner.ts'
import { runRestore } from './restore-run.ts'
import type { RunOutcome } from './run-outcome.ts'
import { taskKinds, taskQueues } from './task-kinds.ts'
import { runVerify } from './verify-run.ts'

/** A first backup may well take days; people cancel what takes too long. */
const noLimitMs = Number.POSITIVE_INFINITY

const payloadSchema = z.object({ executionId: z.string() })

/** Teaches the queue the three kinds of runs. */
export function defineTasks(ports: BackupPorts, access: RepositoryAccess, ledger: ExecutionLedger): void {
  const runner = new ExecutionRunner(ports, ledger)
  const define = (kind: keyof typeof taskKinds, work: (run: Run) => Promise<RunOutcome>): void =>
    ports.queue.define({
      kind: taskKinds[kind],
      queue: taskQueues[kind],
      payload: payloadSchema,
      afterCrash: 'interrupt',
      softLimitMs: noLimitMs,
      timeLimitMs: noLimitMs,
      handle: ({ executionId }, task) => runner.run(executionId, task, work),
      onInterrupted: async ({ executionId }) => {
        const execution = await findExecution(ports.storage.db, executionId)
        if (execution) await ledger.endWithTask(execution, null)
      },
    })
  define('backup', (run) => runBackup(run, ports.storage, access))
  define('verify', (run) => runVerify(run, access))
  define('restore', (run) => runRestore(run, access))
}
