import { z } from 'zod'

const nothing = z.object({})
const path = z.object({ path: z.string() })
const resource = z.object({ resource: z.string(), id: z.string() })

/** What each error carries. A code is declared here once; texts, retry advice and HTTP status are maps over exactly these keys. */
export const errorData = {
  INTERNAL: z.object({ requestId: z.string() }),
  CANCELLED: nothing,
  VALIDATION: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
  NOT_FOUND: resource,
  CONFLICT: z.object({ resource: z.string(), field: z.string(), value: z.string() }),
  STALE: resource,
  IN_USE: z.object({ resource: z.string(), id: z.string(), usedBy: z.array(z.string()) }),
  PAYLOAD_TOO_LARGE: z.object({ limitBytes: z.number() }),
  UNAVAILABLE: z.object({ what: z.string() }),

  UNAUTHENTICATED: nothing,
  SESSION_EXPIRED: z.object({ reason: z.enum(['idle', 'absolute']) }),
  SIGN_IN_FAILED: z.object({ retryAfterSeconds: z.number() }),
  SIGN_IN_LINK_INVALID: nothing,
  FORBIDDEN: z.object({ permission: z.string() }),
  RATE_LIMITED: z.object({ limit: z.number(), remaining: z.number(), retryAfterSeconds: z.number() }),
  SETUP_REQUIRED: nothing,
  SETUP_DONE: nothing,
  LAST_ADMINISTRATOR: nothing,
  PASSWORD_TOO_SHORT: z.object({ minimumLength: z.number() }),
  PASSWORD_TOO_LONG: z.object({ maximumLength: z.number() }),
  PASSWORD_COMMON: nothing,
  PASSWORD_WRONG: nothing,
  SIGN_INS_FROZEN: nothing,
  SESSION_RESTRICTED: z.object({ duty: z.enum(['change-password', 'enrol-two-factor']) }),
  STEP_UP_REQUIRED: z.object({
    reason: z.enum(['restore', 'delete', 'export', 'role-change', 'secrets', 'security']),
    method: z.enum(['password', 'two-factor', 'sign-in-again']),
  }),
  TWO_FACTOR_CODE_WRONG: z.object({ attemptsLeft: z.number() }),
  TWO_FACTOR_STATE: z.object({ state: z.enum(['off', 'pending', 'on']) }),
  TWO_FACTOR_MANDATORY: nothing,
  CHALLENGE_EXPIRED: nothing,
  SINGLE_SIGN_ON_FAILED: z.object({ reason: z.string() }),
  INVITATION_INVALID: nothing,
  RESET_INVALID: nothing,
  SCOPE_NOT_HELD: z.object({ permission: z.string() }),
  APPROVAL_REQUIRED: z.object({ approvalId: z.string(), kind: z.string() }),
  APPROVAL_OWN: nothing,
  ORIGIN_REFUSED: z.object({ reason: z.enum(['host', 'origin', 'site', 'token']) }),
  AUDIT_FILE_INVALID: z.object({ line: z.number(), reason: z.string() }),
  BREAK_GLASS_ALIVE: z.object({ name: z.string(), expiresAt: z.string() }),
  RECOVERY_CODE_WRONG: nothing,
  CERTIFICATE_UNUSABLE: z.object({ path: z.string(), reason: z.string() }),
  MAIL_FAILED: z.object({ reason: z.string() }),

  CONFIG_INVALID: z.object({ key: z.string(), value: z.string(), allowed: z.string(), origin: z.string() }),
  DATA_FOLDER_IN_USE: z.object({ path: z.string(), pid: z.number() }),
  DATABASE_LOCKED: nothing,
  DATABASE_FULL: nothing,
  DATABASE_CORRUPT: z.object({ path: z.string(), quarantinePath: z.string() }),
  DATABASE_NEWER: z.object({ databaseVersion: z.string(), programVersion: z.string() }),
  DATABASE_UNAVAILABLE: z.object({ reason: z.string() }),
  DATABASE_UNUSABLE: z.object({ path: z.string(), reason: z.string() }),
  DATABASE_MIGRATION_FAILED: z.object({ migration: z.string(), reason: z.string(), copyPath: z.string() }),
  SECRET_STORE_UNAVAILABLE: z.object({ reason: z.string() }),
  SECRET_MISSING: z.object({ name: z.string() }),

  TASK_NOT_CANCELLABLE: z.object({ id: z.string(), state: z.string() }),
  TASK_TIMED_OUT: z.object({ timeLimitMs: z.number() }),
  TASK_INTERRUPTED: nothing,
  QUEUE_FULL: z.object({ queue: z.string(), limit: z.number() }),

  REPOSITORY_WRONG_PASSWORD: nothing,
  REPOSITORY_NOT_FOUND: z.object({ location: z.string() }),
  REPOSITORY_EXISTS: z.object({ location: z.string() }),
  REPOSITORY_FORMAT_UNSUPPORTED: z.object({ reason: z.string() }),
  REPOSITORY_LOCKED: z.object({
    hostname: z.string(),
    username: z.string(),
    pid: z.number(),
    exclusive: z.boolean(),
    lockedAt: z.string(),
  }),
  REPOSITORY_LOCK_LOST: nothing,
  REPOSITORY_DAMAGED: z.object({ file: z.string(), reason: z.string() }),
  REPOSITORY_STORAGE_FAILED: z.object({ operation: z.string(), file: z.string(), reason: z.string() }),
  REPOSITORY_STORAGE_FULL: z.object({ file: z.string() }),
  SNAPSHOT_NOT_FOUND: z.object({ id: z.string() }),
  SNAPSHOT_ID_AMBIGUOUS: z.object({ id: z.string(), matches: z.array(z.string()) }),
  SNAPSHOT_PATH_NOT_FOUND: path,
  BACKUP_SOURCES_UNREADABLE: z.object({ paths: z.array(z.string()) }),
  BACKUP_ALREADY_RUNNING: z.object({ jobId: z.string(), executionId: z.string() }),
  BACKUP_PATTERN_INVALID: z.object({ pattern: z.string(), reason: z.string() }),
  SCHEDULE_INVALID: z.object({ cron: z.string(), reason: z.string() }),
  RESTORE_TARGET_UNUSABLE: z.object({ path: z.string(), reason: z.string() }),
  RESTORE_TARGET_FULL: z.object({ path: z.string(), restoredFiles: z.number() }),

  LIMIT_REACHED: z.object({ resource: z.string(), limit: z.number() }),
  QUERY_INVALID: z.object({ line: z.number(), column: z.number(), reason: z.string() }),
  QUERY_FAILED: z.object({ reason: z.string() }),
  QUERY_TOO_LARGE: z.object({ limit: z.number() }),
  RULE_FILE_INVALID: z.object({ file: z.string(), line: z.number(), column: z.number(), reason: z.string() }),
  RULE_NOT_TUNABLE: z.object({ rule: z.string() }),
  TEMPLATE_INVALID: z.object({ field: z.string(), line: z.number(), column: z.number(), reason: z.string() }),
  ADDRESS_REFUSED: z.object({ host: z.string() }),
  CHANNEL_FAILED: z.object({ reason: z.string() }),
  HEARTBEAT_UNKNOWN: nothing,
  LOG_FILE_UNREADABLE: z.object({ path: z.string(), reason: z.string() }),
} as const satisfies Record<string, z.ZodType>

/** Every error the program can answer with, on every transport. */
export type ErrorCode = keyof typeof errorData

/** The data that travels with an error of that code. */
export type ErrorData<C extends ErrorCode> = z.infer<(typeof errorData)[C]>

/** Whether trying again can help: `never`, `later` by itself, `after-change` once a person has changed something. */
export type RetryAdvice = 'never' | 'later' | 'after-change'

/** An expected failure. Thrown by services; the middleware turns it into the contract's error of the same code. */
export class AppError<C extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'AppError'
  readonly code: C
  readonly data: ErrorData<C>

  constructor(code: C, data: ErrorData<C>, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(data)}`, options)
    this.code = code
    this.data = data
  }
}

/** Whether the error is an expected one of that code. */
export function isAppError<C extends ErrorCode>(error: unknown, code: C): error is AppError<C> {
  return error instanceof AppError && error.code === code
}

/** The error of a code and data that came from elsewhere; null when there is no such code or its data are not of its form. */
export function appErrorFrom(code: string, data: unknown): AppError | null {
  if (!isErrorCode(code)) return null
  const checked = errorData[code].safeParse(data)
  return checked.success ? new AppError(code, checked.data) : null
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorData, code)
}
