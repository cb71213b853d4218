import { Command } from 'commander'
import {
  displayPath,
  type RestoredItem,
  type RestoreProblem,
  type RestoreProgress,
  type RestoreReport,
  restore,
} from '#main/engine/repository/index.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { wrongFlag } from '../flags.ts'
import { durationText, sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, withRepositoryFlags } from './location.ts'
import { type ProgressForms, progressReporter } from './progress.ts'
import { withRepository } from './session.ts'
import { collect, type SnapshotFlags, snapshotFilter, splitSnapshotPath, withSnapshotFlags } from './snapshot-filter.ts'

interface RestoreFlags extends RepositoryFlags, SnapshotFlags {
  readonly target?: string
  readonly include?: readonly string[]
  readonly iinclude?: readonly string[]
  readonly exclude?: readonly string[]
  readonly iexclude?: readonly string[]
  readonly overwrite?: string
  readonly delete?: boolean
  readonly dryRun?: boolean
  readonly verify?: boolean
}

/** `kuraban repo restore`: extracts a snapshot, a folder of it (`snapshotID:path`) or chosen paths. */
export function restoreCommand(terminal: Terminal, finish: Finish): Command {
  return withRestoreFlags(withSnapshotFlags(withRepositoryFlags(new Command('restore'))))
    .description('extract the data from a snapshot')
    .argument('<snapshotID[:folder]>', 'id, unique beginning of an id, or latest')
    .action(async (named: string, _flags, command: Command) => {
      const flags = command.optsWithGlobals<RestoreFlags>()
      const options = restoreOptions(flags)
      await withRepository(command, terminal, 'shared', async ({ repository, signal }) => {
        const { id, folder } = splitSnapshotPath(named)
        const snapshot = await repository.findSnapshot(id, snapshotFilter(flags, terminal))
        const progress = progressReporter<RestoreProgress>(terminal, flags, statusOf)
        const startedAt = performance.now()
        const report = await restore(repository, snapshot, {
          ...options,
          ...(folder !== undefined && { subfolder: folder }),
          signal,
          onProgress: progress.update,
          onProblem: (problem) => reportProblem(problem, flags, terminal),
          onItem: (item) => reportItem(item, flags, terminal),
        })
        progress.end()
        reportResult(report, flags, terminal, (performance.now() - startedAt) / 1000)
        if (report.problemCount > 0) finish(exitCode.failure)
      })
    })
}

function withRestoreFlags(command: Command): Command {
  return command
    .option('-t, --target <folder>', 'folder to extract data to')
    .option('-i, --include <pattern>', 'include a pattern (can be given several times)', collect)
    .option('--iinclude <pattern>', 'same as --include but ignores the casing of file names', collect)
    .option('-e, --exclude <pattern>', 'exclude a pattern (can be given several times)', collect)
    .option('--iexclude <pattern>', 'same as --exclude but ignores the casing of file names', collect)
    .option('--overwrite <behavior>', 'always, if-changed, if-newer or never')
    .option('--delete', 'delete files from the target folder that are not in the snapshot')
    .option('--dry-run', 'do not write any data, just show what would be done')
    .option('--verify', 'verify the content of restored files')
}

const overwriteModes = ['always', 'if-changed', 'if-newer', 'never'] as const

function restoreOptions({
  target,
  overwrite = 'always',
  include,
  iinclude,
  exclude,
  iexclude,
  ...flags
}: RestoreFlags) {
  const mode = overwriteModes.find((known) => known === overwrite)
  if (mode === undefined) throw wrongFlag('--overwrite', overwrite, overwriteModes.join(', '))
  if (target === undefined || target === '') throw wrongFlag('--target', '', 'a folder to restore into')
  return {
    target,
    overwrite: mode,
    ...(include !== undefined && { includes: include }),
    ...(iinclude !== undefined && { caseInsensitiveIncludes: iinclude }),
    ...(exclude !== undefined && { excludes: exclude }),
    ...(iexclude !== undefined && { caseInsensitiveExcludes: iexclude }),
    deleteExtra: flags.delete === true,
    dryRun: flags.dryRun === true,
    verify: flags.verify === true,
  }
}

function statusOf(progress: RestoreProgress, secondsElapsed: number): ProgressForms {
  const { filesDone, filesTotal, bytesDone, bytesTotal, totalsFinal } = progress
  const share = bytesTotal === 0 ? 0 : bytesDone / bytesTotal
  const remaining = totalsFinal && share > 0 ? `  ETA ${durationText((secondsElapsed / share) * (1 - share))}` : ''
  return {
    json: {
      seconds_elapsed: Math.floor(secondsElapsed),
      percent_done: share,
      total_files: filesTotal,
      files_restored: filesDone,
      total_bytes: bytesTotal,
      bytes_restored: bytesDone,
    },
    line: `[${durationText(secondsElapsed)}] ${(share * 100).toFixed(1)}%  ${filesDone}/${filesTotal} files ${sizeText(bytesDone)}/${sizeText(bytesTotal)}  ${sizeText(secondsElapsed === 0 ? 0 : bytesDone / secondsElapsed)}/s${remaining}`,
  }
}

function reportProblem({ code, path, reason }: RestoreProblem, flags: RestoreFlags, terminal: Terminal): void {
  const item = displayPath(path)
  const message = reason === '' ? code : `${code}: ${reason}`
  terminal.printError(
    flags.json === true
      ? JSON.stringify({ message_type: 'error', error: { message }, during: 'restore', item })
      : `error: ${item}: ${message}`,
  )
}

const actions = {
  created: 'restored',
  replaced: 'updated',
  unchanged: 'unchanged',
  skipped: 'unchanged',
  failed: 'failed',
  deleted: 'deleted',
} as const

function reportItem({ path, action, sizeBytes }: RestoredItem, flags: RestoreFlags, terminal: Terminal): void {
  if (flags.verbose !== true) return
  const item = displayPath(path)
  if (flags.json === true) {
    terminal.print(JSON.stringify({ message_type: 'verbose_status', action: actions[action], item, size: sizeBytes }))
  } else {
    terminal.print(`${actions[action].padEnd(9)} ${item} with size ${sizeText(sizeBytes)}`)
  }
}

function reportResult(report: RestoreReport, flags: RestoreFlags, terminal: Terminal, seconds: number): void {
  const { filesRestored, filesUnchanged, filesSkipped, filesFailed, bytesRestored, bytesUnchanged } = report
  if (flags.json === true) {
    const figures = {
      seconds_elapsed: Math.floor(seconds),
      total_files: filesRestored + filesUnchanged + filesSkipped + filesFailed,
      files_restored: filesRestored,
      files_skipped: filesSkipped + filesUnchanged,
      files_deleted: report.entriesDeleted,
      total_bytes: bytesRestored + bytesUnchanged,
      bytes_restored: bytesRestored,
      bytes_skipped: bytesUnchanged,
    }
    terminal.print(JSON.stringify({ message_type: 'summary', ...figures }))
  } else if (flags.quiet !== true) {
    terminal.print(`Summary: Restored ${filesRestored} files (${sizeText(bytesRestored)}) in ${durationText(seconds)}`)
    if (filesSkipped + filesUnchanged > 0)
      terminal.print(`Skipped ${filesSkipped + filesUnchanged} files that were there already`)
    if (report.problemCount > 0) terminal.printError(`There were ${report.problemCount} errors`)
  }
}
