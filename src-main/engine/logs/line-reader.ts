import { type LogLevelName, levelName } from './log-level.ts'
import { type ParsedLine, parseLine } from './parsed-line.ts'
import type { Segment } from './segment.ts'
import type { SourceFiles } from './source-files.ts'

/** Where a line stands: its time, its file, and the first of its bytes in the plain file. */
export interface LinePlace {
  readonly atMs: number
  readonly fileKey: string
  readonly offset: number
}

/** A line as it is shown. */
export interface FoundLine extends LinePlace {
  readonly level: LogLevelName
  readonly logger: string
  readonly message: string
  readonly correlationId: string | null
  readonly userId: string | null
  readonly path: string
}

/** A line with its text. */
export interface ReadLine {
  readonly parsed: ParsedLine
  readonly text: string
  readonly isCut: boolean
  readonly path: string
}

const longestTextBytes = 1_048_576
const longestMessage = 4_000

/** The text of the n-th line of a segment; null where its file is gone or cannot be read. */
export function readLine(files: SourceFiles, segment: Segment, line: number, nowMs: number): ReadLine | null {
  const file = files.byKey(segment.fileKey)
  if (file === undefined) return null
  const { offsets } = segment.columns()
  const from = segment.fromByte + (offsets[line] ?? 0)
  const next = offsets[line + 1]
  const to = next === undefined ? segment.toByte : segment.fromByte + next
  try {
    const bytes = files.bytesAt(file.path).read(from, Math.min(to - from, longestTextBytes))
    const text = bytes.toString('utf8').trimEnd()
    return { parsed: parseLine(text, nowMs), text, isCut: to - from > longestTextBytes, path: file.path }
  } catch {
    return null
  }
}

/** What is shown of a line that was read. */
export function foundLine(place: LinePlace, level: number, { parsed, path }: ReadLine): FoundLine {
  const { logger, message, correlationId, userId } = parsed
  const shown = message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message
  return { ...place, level: levelName(level), logger, message: shown, correlationId, userId, path }
}
