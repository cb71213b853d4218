import type { Snapshot, SnapshotSummary } from '#main/engine/repository/index.ts'
import type { BackupSnapshot } from '#shared/features/backup/values.ts'
import type { BackupFigures } from './port.ts'

const shortIdLength = 8

export function snapshotOf(snapshot: Snapshot): BackupSnapshot {
  const { summary } = snapshot
  return {
    id: snapshot.id,
    shortId: snapshot.id.slice(0, shortIdLength),
    time: new Date(snapshot.time).toISOString(),
    hostname: snapshot.hostname,
    username: snapshot.username,
    paths: [...snapshot.paths],
    tags: [...snapshot.tags],
    parentId: snapshot.parent ?? null,
    treeId: snapshot.tree,
    programVersion: snapshot.programVersion ?? null,
    totalFiles: summary?.totalFilesProcessed ?? null,
    totalBytes: summary?.totalBytesProcessed ?? null,
    addedBytes: summary?.dataAddedPacked ?? null,
  }
}

export function figuresOf(summary: SnapshotSummary): BackupFigures {
  return {
    filesNew: summary.filesNew,
    filesChanged: summary.filesChanged,
    filesUnmodified: summary.filesUnmodified,
    dirsNew: summary.dirsNew,
    dirsChanged: summary.dirsChanged,
    dirsUnmodified: summary.dirsUnmodified,
    totalFiles: summary.totalFilesProcessed,
    totalBytes: summary.totalBytesProcessed,
    addedBytes: summary.dataAdded,
    addedPackedBytes: summary.dataAddedPacked,
  }
}
