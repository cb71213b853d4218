import { searchedText } from './line-tokens.ts'
import { type LogLevelName, levelName, levelNumber } from './log-level.ts'
import { type LogQuery, prepareQuery, textMatches } from './log-query.ts'
import { parseLine } from './parsed-line.ts'

/** Judges lines as they are written by the level and text of a query, as a search would; the text is read only where it counts. */
export function lineMatcher(query: Pick<LogQuery, 'levels' | 'text'>): (level: string, text: string) => boolean {
  const prepared = prepareQuery(query)
  const needsText = prepared.wanted.length + prepared.unwanted.length > 0
  return (level, text) => {
    if (prepared.levels?.has(levelNumber(level)) === false) return false
    return !needsText || textMatches(searchedText(parseLine(text, Date.now())), prepared)
  }
}

/** A line with what is known of it, for handing it on. */
export interface LineInWords {
  readonly atMs: number
  readonly level: LogLevelName
  readonly logger: string
  readonly message: string
  readonly correlationId: string | null
  readonly userId: string | null
  readonly text: string
}

/** Reads one line of a file; one that names no time is of now. */
export function lineInWords(text: string): LineInWords {
  const { atMs, level, logger, message, correlationId, userId } = parseLine(text, Date.now())
  return { atMs: atMs ?? Date.now(), level: levelName(level), logger, message, correlationId, userId, text }
}
