import { systemErrorCode } from '#main/engine/filesystem/index.ts'
import type { FoundProblem } from '../protocol.ts'

const goneCodes: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ESTALE'])

/** The problem an error of the file system stands for. Anything that is no such error is a defect and is thrown on. */
export function problemFrom(error: unknown, path: string): FoundProblem {
  const reason = systemErrorCode(error)
  if (reason === undefined) throw error
  return { code: problemCode(reason), path, reason }
}

function problemCode(reason: string): FoundProblem['code'] {
  if (goneCodes.has(reason)) return 'vanished'
  return reason === 'ELOOP' ? 'changed-while-reading' : 'unreadable'
}
