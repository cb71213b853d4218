import type { BackupProgress, CheckProgress, RestoreProgress } from '#main/engine/repository/index.ts'
import type { RunProgress } from './port.ts'

export function backupProgress(progress: BackupProgress): RunProgress {
  return {
    phase: progress.phase,
    filesDone: progress.filesDone,
    filesTotal: progress.filesTotal,
    bytesDone: progress.bytesDone,
    bytesTotal: progress.bytesTotal,
    totalsFinal: progress.totalsFinal,
    current: progress.currentFiles[0] ?? null,
  }
}

export function restoreProgress(progress: RestoreProgress): RunProgress {
  return {
    phase: progress.phase,
    filesDone: progress.filesDone,
    filesTotal: progress.filesTotal,
    bytesDone: progress.bytesDone,
    bytesTotal: progress.bytesTotal,
    totalsFinal: progress.totalsFinal,
    current: null,
  }
}

/** A check counts files, folders or packs, depending on its phase, and bytes while it reads data. */
export function checkProgress(progress: CheckProgress): RunProgress {
  const readsData = progress.phase === 'data'
  return {
    phase: `check-${progress.phase}`,
    filesDone: progress.done,
    filesTotal: progress.total === 0 ? null : progress.total,
    bytesDone: readsData ? progress.bytesDone : null,
    bytesTotal: readsData ? progress.bytesTotal : null,
    totalsFinal: true,
    current: null,
  }
}
