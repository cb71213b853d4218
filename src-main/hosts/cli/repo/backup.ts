import { readFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Command } from 'commander'
import {
  type BackupProblem,
  type BackupProgress,
  type BackupResult,
  backup,
  displayPath,
} from '#main/engine/repository/index.ts'
import { programVersion } from '#main/platform/program-version.ts'
import { AppError } from '#shared/contract/errors.ts'
import { exitCode } from '../exit-code.ts'
import type { Finish } from '../finish.ts'
import { durationText, sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import { type RepositoryFlags, readCompression, withRepositoryFlags } from './location.ts'
import { progressReporter } from './progress.ts'
import { withRepository } from './session.ts'
import { collect } from './snapshot-filter.ts'

interface BackupFlags extends RepositoryFlags {
  readonly dryRun?: boolean
  readonly exclude?: readonly string[]
  readonly iexclude?: readonly string[]
  readonly excludeFile?: readonly string[]
  readonly iexcludeFile?: readonly string[]
  readonly excludeCaches?: boolean
  readonly excludeIfPresent?: readonly string[]
  readonly excludeLargerThan?: string
  readonly oneFileSystem?: boolean
  readonly force?: boolean
  readonly parent?: string
  readonly host?: string
  readonly tag?: readonly string[]
  readonly time?: string
  readonly withAtime?: boolean
  readonly readConcurrency?: string
}

/** `kuraban repo backup`: saves files and folders as a new snapshot. */
export function backupCommand(terminal: Terminal, finish: Finish): Command {
  return withBackupFlags(withRepositoryFlags(new Command('backup')))
    .description('create a new backup of files and/or directories')
    .argument('<source...>', 'files and folders to back up')
    .action(async (sources: string[], _flags, command: Command) => {
      await withRepository(command, terminal, 'none', async ({ repository, signal }) => {
        const flags = command.optsWithGlobals<BackupFlags>()
        const startedAt = performance.now()
        const progress = progressReporter<BackupProgress>(terminal, flags, statusOf)
        const result = await backup(repository, {
          ...(await backupOptions(flags, terminal)),
          sources: sources.map((source) => resolve(source)),
          signal,
          onProgress: progress.update,
          onProblem: (problem) => reportProblem(problem, flags, terminal),
        })
        progress.end()
        reportResult(result, flags, terminal, (performance.now() - startedAt) / 1000)
        if (result.problems.some(({ code }) => incomplete.has(code))) finish(exitCode.incomplete)
      })
    })
}

const incomplete: ReadonlySet<BackupProblem['code']> = new Set(['source-missing', 'unreadable', 'vanished'])

function withBackupFlags(command: Command): Command {
  return command
    .option('-n, --dry-run', 'do not write any data, just show what would be done')
    .option('-e, --exclude <pattern>', 'exclude a pattern (can be given several times)', collect)
    .option('--iexclude <pattern>', 'same as --exclude but ignores the casing of file names', collect)
    .option('--exclude-file <file>', 'read exclude patterns from a file (can be given several times)', collect)
    .option('--iexclude-file <file>', 'same as --exclude-file but ignores the casing of file names', collect)
    .option('--exclude-caches', 'exclude cache folders that are marked with a CACHEDIR.TAG file')
    .option('--exclude-if-present <filename[:header]>', 'exclude contents of folders that contain this file', collect)
    .option('--exclude-larger-than <size>', 'largest size of the files to be backed up (suffixes k, m, g, t)')
    .option('-x, --one-file-system', 'exclude other file systems, do not cross mount points')
    .option('-f, --force', 'read all files again, whatever the parent snapshot says')
    .option('--parent <snapshot>', 'use this parent snapshot')
    .option('-H, --host <hostname>', 'set the host name of the snapshot')
    .option('--tag <tags>', 'add tags to the snapshot (can be given several times)', collect)
    .option('--time <time>', 'time of the backup, for example "2026-11-22 10:00:00"')
    .option('--with-atime', 'store the access times too')
    .option('--read-concurrency <n>', 'read n files at the same time')
    .option('--compression <mode>', 'auto, off, fastest, better or max (default: $RESTIC_COMPRESSION)')
}

async function backupOptions(flags: BackupFlags, { environment }: Terminal) {
  return {
    hostname: flags.host ?? environment.RESTIC_HOST ?? hostname(),
    username: userInfo().username,
    programVersion: `kuraban ${programVersion}`,
    compression: readCompression(flags.compression ?? environment.RESTIC_COMPRESSION),
    tags: (flags.tag ?? []).flatMap((list) => list.split(',')).filter((tag) => tag !== ''),
    excludes: [...(flags.exclude ?? []), ...(await linesOf(flags.excludeFile))],
    caseInsensitiveExcludes: [...(flags.iexclude ?? []), ...(await linesOf(flags.iexcludeFile))],
    excludeCaches: flags.excludeCaches === true,
    excludeIfPresent: flags.excludeIfPresent ?? [],
    ...(flags.excludeLargerThan !== undefined && { excludeLargerThanBytes: sizeOf(flags.excludeLargerThan) }),
    oneFileSystem: flags.oneFileSystem === true,
    force: flags.force === true,
    withAccessTime: flags.withAtime === true,
    dryRun: flags.dryRun === true,
    ...(flags.parent !== undefined && { parent: { id: flags.parent } }),
    ...(flags.time !== undefined && { time: timeOf(flags.time) }),
    ...(flags.readConcurrency !== undefined && { workers: Number(flags.readConcurrency) }),
  }
}

/** Patterns of the files, without comments, blanks at the ends and empty lines. */
async function linesOf(files: readonly string[] | undefined): Promise<string[]> {
  const texts = await Promise.all((files ?? []).map((file) => readFile(file, 'utf8')))
  return texts
    .flatMap((text) => text.split(/\r?\n/).map((line) => line.trim()))
    .filter((line) => line !== '' && !line.startsWith('#'))
}

function sizeOf(text: string): number {
  const [, count, unit] = /^(\d+)([kmgt]?)b?$/i.exec(text) ?? []
  if (count === undefined || unit === undefined)
    throw wrongFlag('--exclude-larger-than', text, 'a number with k, m, g or t')
  return Number(count) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(unit.toLowerCase())
}

function timeOf(text: string): Date {
  const time = new Date(text.replace(' ', 'T'))
  if (Number.isNaN(time.getTime())) throw wrongFlag('--time', text, 'a time such as 2026-11-22 10:00:00')
  return time
}

function wrongFlag(key: string, value: string, allowed: string): AppError<'CONFIG_INVALID'> {
  return new AppError('CONFIG_INVALID', { key, value, allowed, origin: 'command line' })
}

function statusOf(progress: BackupProgress, secondsElapsed: number) {
  const { filesDone, filesTotal, bytesDone, bytesTotal, problemCount, currentFiles, totalsFinal } = progress
  const share = bytesTotal === 0 ? 0 : Math.min(1, bytesDone / bytesTotal)
  const remaining = totalsFinal && share > 0 ? Math.round((secondsElapsed / share) * (1 - share)) : undefined
  const rate = secondsElapsed === 0 ? 0 : bytesDone / secondsElapsed
  return {
    json: {
      seconds_elapsed: Math.floor(secondsElapsed),
      ...(remaining !== undefined && { seconds_remaining: remaining }),
      percent_done: share,
      total_files: filesTotal,
      files_done: filesDone,
      total_bytes: bytesTotal,
      bytes_done: bytesDone,
      ...(problemCount > 0 && { error_count: problemCount }),
      current_files: currentFiles,
    },
    line: `[${durationText(secondsElapsed)}] ${(share * 100).toFixed(1)}%  ${filesDone}/${filesTotal} files ${sizeText(bytesDone)}/${sizeText(bytesTotal)}  ${sizeText(rate)}/s${remaining === undefined ? '' : `  ETA ${durationText(remaining)}`}  ${currentFiles[0] ?? ''}`,
  }
}

function reportProblem({ code, path, reason }: BackupProblem, flags: BackupFlags, terminal: Terminal): void {
  const item = displayPath(path)
  const message = reason === '' ? code : `${code}: ${reason}`
  terminal.printError(
    flags.json === true
      ? JSON.stringify({ message_type: 'error', error: { message }, during: 'archival', item })
      : `error: ${item}: ${message}`,
  )
}

function reportResult(result: BackupResult, flags: BackupFlags, terminal: Terminal, seconds: number): void {
  const { snapshot, summary } = result
  if (flags.json === true) {
    terminal.print(JSON.stringify({ message_type: 'summary', ...summaryJson(result, flags, seconds) }))
  } else if (flags.quiet !== true) {
    terminal.print(
      `Files:       ${summary.filesNew} new, ${summary.filesChanged} changed, ${summary.filesUnmodified} unmodified`,
    )
    terminal.print(
      `Dirs:        ${summary.dirsNew} new, ${summary.dirsChanged} changed, ${summary.dirsUnmodified} unmodified`,
    )
    terminal.print(
      `Added to the repository: ${sizeText(summary.dataAdded)} (${sizeText(summary.dataAddedPacked)} stored)`,
    )
    terminal.print(
      `processed ${summary.totalFilesProcessed} files, ${sizeText(summary.totalBytesProcessed)} in ${durationText(seconds)}`,
    )
    if (snapshot !== undefined) terminal.print(`snapshot ${snapshot.id.slice(0, 8)} saved`)
  }
}

function summaryJson(
  { snapshot, summary }: BackupResult,
  flags: BackupFlags,
  seconds: number,
): Record<string, unknown> {
  return {
    ...(flags.dryRun === true && { dry_run: true }),
    files_new: summary.filesNew,
    files_changed: summary.filesChanged,
    files_unmodified: summary.filesUnmodified,
    dirs_new: summary.dirsNew,
    dirs_changed: summary.dirsChanged,
    dirs_unmodified: summary.dirsUnmodified,
    data_blobs: summary.dataBlobs,
    tree_blobs: summary.treeBlobs,
    data_added: summary.dataAdded,
    data_added_packed: summary.dataAddedPacked,
    total_files_processed: summary.totalFilesProcessed,
    total_bytes_processed: summary.totalBytesProcessed,
    total_duration: seconds,
    backup_start: summary.backupStart,
    backup_end: summary.backupEnd,
    ...(snapshot !== undefined && { snapshot_id: snapshot.id }),
  }
}
