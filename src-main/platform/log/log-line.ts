import { visibleText } from '#shared/contract/visible-text.ts'
import type { LogFields } from '../logger.ts'
import type { Redaction } from './redaction.ts'

/** Names of levels as they are written and set. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR'] as const
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

/** One JSON object on one line: what is known first, then the fields in snake_case. A terminal can safely show it. */
export function logLine(entry: LogEntry, redaction: Redaction): string {
  const line = {
    timestamp: entry.at.toISOString(),
    level: entry.level,
    logger: 'kuraban',
    message: redaction.text(entry.message),
    environment: entry.environment,
    ...extraFields(entry.fields, redaction),
    ...errorFields(entry.fields.error, redaction),
  }
  return visibleText(JSON.stringify(line))
}
