import type {
  BackupProblemCode as ArchiverCode,
  BackupProblem as ArchiverProblem,
  RestoreProblem,
  RestoreProblemCode,
} from '#main/engine/repository/index.ts'
import type { BackupProblem } from '#shared/features/backup/values.ts'
import { quotedPathOf } from '../quoted-path.ts'

type Code = BackupProblem['code']

const archiverCodes: Readonly<Record<ArchiverCode, Code>> = {
  'source-missing': 'source-missing',
  unreadable: 'unreadable',
  vanished: 'vanished',
  'changed-while-reading': 'changed-while-reading',
  'socket-skipped': 'socket-skipped',
  'attributes-unreadable': 'metadata-failed',
  'contents-missing': 'damaged',
  'parent-unreadable': 'damaged',
}

const restorerCodes: Readonly<Record<RestoreProblemCode, Code>> = {
  'unsafe-name': 'name-unusable',
  'duplicate-name': 'name-unusable',
  'name-collision': 'name-unusable',
  blocked: 'blocked',
  unreadable: 'unreadable',
  'storage-full': 'write-failed',
  'write-failed': 'write-failed',
  'metadata-failed': 'metadata-failed',
  damaged: 'damaged',
  missing: 'damaged',
  'size-differs': 'damaged',
  'not-restorable': 'socket-skipped',
  'verify-failed': 'damaged',
  'delete-failed': 'write-failed',
  'path-not-in-snapshot': 'source-missing',
}

/** A problem of the archiver as runs keep it; where the kept code is coarser, the exact one stands in the reason. */
export function backupProblem({ code, path, reason }: ArchiverProblem): BackupProblem {
  return problem(archiverCodes[code], code, path, reason)
}

export function restoreProblem({ code, path, reason }: RestoreProblem): BackupProblem {
  return problem(restorerCodes[code], code, path, reason)
}

function problem(kept: Code, exact: string, path: Uint8Array, reason: string): BackupProblem {
  const exactReason = kept === exact ? reason : [exact, reason].filter((part) => part !== '').join(': ')
  return { code: kept, path: quotedPathOf(path), reason: exactReason }
}
