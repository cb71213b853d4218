import {
  type BackupProblem,
  type BackupProgress,
  type BackupResult,
  displayPath,
} from '#main/engine/repository/index.ts'
import { durationText, sizeText } from '../quantities.ts'
import type { Terminal } from '../terminal.ts'
import type { BackupFlags } from './backup-flags.ts'
import type { ProgressForms } from './progress.ts'

/** Where a backup stands, as restic's status message and as a line. */
export function statusOf(progress: BackupProgress, secondsElapsed: number): ProgressForms {
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

/** Tells of an entry that could not be backed up as it should. */
export function reportProblem({ code, path, reason }: BackupProblem, flags: BackupFlags, terminal: Terminal): void {
  const item = displayPath(path)
  const message = reason === '' ? code : `${code}: ${reason}`
  terminal.printError(
    flags.json === true
      ? JSON.stringify({ message_type: 'error', error: { message }, during: 'archival', item })
      : `error: ${item}: ${message}`,
  )
}

/** Tells what a backup achieved. */
export function reportResult(result: BackupResult, flags: BackupFlags, terminal: Terminal, seconds: number): void {
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
