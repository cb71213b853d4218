import { levelInText, levelNumber } from './log-level.ts'
import { timeInText } from './text-time.ts'

/** What is known of a line, whoever wrote it. */
export interface ParsedLine {
  /** Milliseconds since 1970; null where the line names no time. */
  readonly atMs: number | null
  readonly level: number
  readonly logger: string
  readonly message: string
  readonly correlationId: string | null
  readonly userId: string | null
  /** Everything that is searched but the two ids: the message and the values of all other fields. */
  readonly texts: readonly string[]
  /** False for text that no program wrote as JSON. */
  readonly isJson: boolean
}

const names = {
  time: ['timestamp', '@timestamp', 'time', 'ts', 'date'],
  level: ['level', 'severity', 'lvl', 'loglevel', 'log.level'],
  logger: ['logger', 'module', 'name', 'component', 'category', 'logger_name'],
  message: ['message', 'msg', 'text', 'body'],
  correlationId: ['request_id', 'correlation_id', 'requestId', 'correlationId', 'trace_id', 'traceId'],
  userId: ['user_id', 'userId', 'user'],
} as const
const notSearched = new Set<string>([...names.time, ...names.level, 'environment'])
const known = new Set<string>(Object.values(names).flat())

const longestJson = 1_048_576
const longestText = 65_536
const startOfText = 300
const deepest = 6

/** Reads one line. Never throws: what is not understood is text without a time. */
export function parseLine(line: string, nowMs: number): ParsedLine {
  if (line.charCodeAt(0) === 123 && line.length <= longestJson) {
    const fields = jsonObject(line)
    if (fields !== null) return jsonLine(fields)
  }
  return textLine(line, nowMs)
}

function jsonObject(line: string): Readonly<Record<string, unknown>> | null {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function jsonLine(fields: Readonly<Record<string, unknown>>): ParsedLine {
  const message = firstOf(fields, names.message)
  const texts: string[] = []
  let room = longestText
  const take = (text: string) => {
    if (room > 0) texts.push(text.length > room ? text.slice(0, room) : text)
    room -= text.length
  }
  if (message !== undefined) take(asText(message))
  for (const name of Object.keys(fields)) {
    if (!isTaken(fields, name)) takeValues(fields[name], take, deepest)
  }
  return {
    atMs: timeOf(firstOf(fields, names.time)),
    level: levelNumber(firstOf(fields, names.level)),
    logger: asText(firstOf(fields, names.logger) ?? ''),
    message: message === undefined ? '' : asText(message),
    correlationId: idOf(firstOf(fields, names.correlationId)),
    userId: idOf(firstOf(fields, names.userId)),
    texts,
    isJson: true,
  }
}

/** Of names for the same thing the first one that is there counts; the others are fields like any other. */
function isTaken(fields: Readonly<Record<string, unknown>>, name: string): boolean {
  if (notSearched.has(name)) return true
  if (!known.has(name)) return false
  return [names.message, names.logger, names.correlationId, names.userId].some(
    (list) => list.find((one) => one in fields) === name,
  )
}

function firstOf(fields: Readonly<Record<string, unknown>>, list: readonly string[]): unknown {
  for (const name of list) {
    const value = fields[name]
    if (value !== undefined && value !== null) return value
  }
  return undefined
}

function takeValues(value: unknown, take: (text: string) => void, depth: number): void {
  if (typeof value === 'string') take(value)
  else if (typeof value === 'number') take(String(value))
  else if (typeof value === 'object' && value !== null && depth > 0) {
    for (const inside of Object.values(value)) takeValues(inside, take, depth - 1)
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function idOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value.slice(0, 128) : null
}

const secondsLimit = 1e11
const microsecondsLimit = 1e14

/** Numbers are seconds, milliseconds, microseconds or nanoseconds since 1970, by their size. */
function timeOf(value: unknown): number | null {
  if (typeof value === 'string') {
    const at = Date.parse(value)
    return Number.isNaN(at) ? null : at
  }
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) return null
  if (value < secondsLimit) return Math.round(value * 1000)
  if (value < microsecondsLimit) return Math.round(value)
  return Math.round(value < microsecondsLimit * 1000 ? value / 1000 : value / 1_000_000)
}

function textLine(line: string, nowMs: number): ParsedLine {
  const start = line.slice(0, startOfText)
  const text = line.slice(0, longestText)
  return {
    atMs: timeInText(start, nowMs),
    level: levelInText(start),
    ...{ logger: '', message: text, correlationId: null, userId: null, texts: [text], isJson: false },
  }
}
