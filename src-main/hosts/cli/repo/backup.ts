import { resolve } from 'node:path'
import { Command } from 'commander'
import { type BackupProblem, type BackupProgress, backup } from '#main/engine/repository/index.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import type { Terminal } from '../terminal.ts'
import { type BackupFlags, backupOptions, withBackupFlags } from './backup-flags.ts'
import { reportProblem, reportResult, statusOf } from './backup-report.ts'
import { withRepositoryFlags } from './location.ts'
import { progressReporter } from './progress.ts'
import { whileLocked, withRepository } from './session.ts'

/** What makes a snapshot incomplete, which scripts learn from the exit code. */
const incomplete: ReadonlySet<BackupProblem['code']> = new Set(['source-missing', 'unreadable', 'vanished'])

/** `kuraban repo backup`: saves files and folders as a new snapshot. */
export function backupCommand(terminal: Terminal, finish: Finish): Command {
  return withBackupFlags(withRepositoryFlags(new Command('backup')))
    .description('create a new backup of files and/or directories')
    .argument('<source...>', 'files and folders to back up')
    .action(async (sources: string[], _flags, command: Command) => {
      const flags = command.optsWithGlobals<BackupFlags>()
      const options = await backupOptions(flags, terminal)
      await withRepository(command, terminal, 'none', async ({ repository, signal }) => {
        const parent = flags.parent === undefined ? undefined : await repository.findSnapshot(flags.parent)
        const startedAt = performance.now()
        const progress = progressReporter<BackupProgress>(terminal, flags, statusOf)
        const result = await whileLocked(flags, terminal, () =>
          backup(repository, {
            ...options,
            ...(parent !== undefined && { parent: { id: parent.id } }),
            sources: sources.map((source) => resolve(source)),
            signal,
            onProgress: progress.update,
            onProblem: (problem) => reportProblem(problem, flags, terminal),
          }),
        )
        progress.end()
        reportResult(result, flags, terminal, (performance.now() - startedAt) / 1000)
        if (result.problems.some(({ code }) => incomplete.has(code))) finish(exitCode.incomplete)
      })
    })
}
