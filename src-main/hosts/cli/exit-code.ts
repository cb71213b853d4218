import type { ErrorCode } from '#shared/contract/errors.ts'

/** Exit codes of the command; those of `kuraban repo` are restic's. */
export const exitCode = {
  success: 0,
  failure: 1,
  usage: 2,
  incomplete: 3,
  repositoryMissing: 10,
  repositoryLocked: 11,
  wrongPassword: 12,
  cancelled: 130,
  /** As if ended by SIGPIPE. */
  readerGone: 141,
} as const

const special: Partial<Record<ErrorCode, number>> = {
  CONFIG_INVALID: exitCode.usage,
  REPOSITORY_NOT_FOUND: exitCode.repositoryMissing,
  REPOSITORY_LOCKED: exitCode.repositoryLocked,
  REPOSITORY_WRONG_PASSWORD: exitCode.wrongPassword,
  CANCELLED: exitCode.cancelled,
}

/** The exit code that tells a script what went wrong. */
export function exitCodeOf(code: ErrorCode): number {
  return special[code] ?? exitCode.failure
}
