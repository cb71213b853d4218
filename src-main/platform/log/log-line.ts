import { visibleText } from '#shared/contract/visible-text.ts'
import type { LogFields } from '../logger.ts'
import type { Redaction } from './redaction.ts'

/** Names of levels as they are written and set. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const
export type LogLevel = (typeof logLevels)[number]

/** One thing to be written. */
export interface LogEntry {
  readonly at: Date
  readonly level: LogLevel
  readonly environment: string
  readonly message: string
  readonly fields: LogFields
}

const taken = new Set(['timestamp', 'level', 'message', 'environment', 'error_type', 'stack_trace'])

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}

function extraFields(fields: LogFields, redaction: Redaction): Record<string, unknown> {
  const extra: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined || key === 'error') continue
    const name = snakeCase(key)
    extra[taken.has(name) ? `extra_${name}` : name] = redaction.value(value, key)
  }
  return extra
}

function errorFields(error: unknown, redaction: Redaction): Record<string, unknown> {
  if (error === undefined) return {}
  if (!(error instanceof Error)) return { error: redaction.value(error, 'error') }
  const { error_type, stack_trace, message, ...rest } = Object(redaction.value(error))
  return {
    error_type,
    error_message: message,
    stack_trace,
    ...('code' in rest && { error_code: rest.code }),
    ...('cause' in rest && { error_cause: rest.cause }),
  }
}

/** A line as it was written, and what is asked of it without reading it again. */
export interface LogLine {
  readonly atMs: number
  readonly level: LogLevel
  readonly logger: string
  readonly message: string
  readonly requestId: string | null
  readonly userId: string | null
  /** One JSON object; a terminal can safely show it. */
  readonly text: string
}

/** Longer lines are cut to what they are about. */
const longestLine = 262_144
const messageOfCutLine = 2_000

/** One JSON object on one line: what is known first, then the fields in snake_case. */
export function logLine(entry: LogEntry, redaction: Redaction): LogLine {
  const fields = {
    timestamp: entry.at.toISOString(),
    level: entry.level,
    logger: 'kuraban',
    message: redaction.text(entry.message),
    environment: entry.environment,
    ...extraFields(entry.fields, redaction),
    ...errorFields(entry.fields.error, redaction),
  }
  const text = visibleText(JSON.stringify(fields))
  return {
    atMs: entry.at.getTime(),
    level: entry.level,
    logger: fields.logger,
    message: fields.message,
    requestId: textOrNull(fields, 'request_id'),
    userId: textOrNull(fields, 'user_id'),
    text: text.length > longestLine ? cutLine(fields, text.length) : text,
  }
}

function textOrNull(fields: object, name: string): string | null {
  const value: unknown = Reflect.get(fields, name)
  return typeof value === 'string' ? value : null
}

function cutLine(fields: Readonly<Record<string, unknown>>, characters: number): string {
  const { timestamp, level, logger, environment, request_id, user_id, error_type } = fields
  const message = String(fields.message).slice(0, messageOfCutLine)
  const kept = { timestamp, level, logger, message, environment, request_id, user_id, error_type }
  return visibleText(JSON.stringify({ ...kept, cut_from_characters: characters }))
}
