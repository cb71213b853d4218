import {
  candidatesOf,
  DocumentSet,
  holdsTerm,
  normalise,
  parseQuery,
  type SearchTerm,
  searchTerm,
} from '#main/engine/search/index.ts'
import { fieldTokens, logTokeniser } from './line-tokens.ts'
import { levelNumber } from './log-level.ts'
import type { Segment } from './segment.ts'

/** Which lines; what is left out or empty does not restrict. */
export interface LogQuery {
  readonly fromMs?: number | undefined
  /** Included. */
  readonly toMs?: number | undefined
  readonly levels?: readonly string[]
  /** Beginning of the logger's name. */
  readonly logger?: string
  readonly correlationId?: string
  readonly userId?: string
  /** Words and "phrases"; `-word` leaves out. */
  readonly text?: string
}

/** A query taken apart. */
export interface PreparedQuery {
  readonly fromMs: number
  readonly toMs: number
  /** By number; null for all. */
  readonly levels: ReadonlySet<number> | null
  readonly wanted: readonly SearchTerm[]
  readonly unwanted: readonly SearchTerm[]
  readonly fields: readonly { readonly token: string; readonly prefix: boolean }[]
  /** Terms that the index alone does not decide. */
  readonly mustBeRead: boolean
}

export function prepareQuery(query: LogQuery): PreparedQuery {
  const parts = parseQuery(query.text ?? '')
  const terms = (excluded: boolean) =>
    parts.filter((part) => part.excluded === excluded).map((part) => searchTerm(part.text, logTokeniser, part.quoted))
  const [wanted, unwanted] = [terms(false), terms(true)]
  const levels = query.levels ?? []
  return {
    fromMs: query.fromMs ?? Number.NEGATIVE_INFINITY,
    toMs: query.toMs ?? Number.POSITIVE_INFINITY,
    levels: levels.length === 0 ? null : new Set(levels.map(levelNumber)),
    ...{ wanted, unwanted, fields: fieldLookups(query) },
    mustBeRead: [...wanted, ...unwanted].some((term) => !term.exact),
  }
}

function fieldLookups({ logger = '', correlationId = '', userId = '' }: LogQuery) {
  return [
    { token: fieldTokens.logger, value: logger, prefix: true },
    { token: fieldTokens.correlationId, value: correlationId, prefix: false },
    { token: fieldTokens.userId, value: userId, prefix: false },
  ]
    .filter(({ value }) => value !== '')
    .map(({ token, value, prefix }) => ({ token: token + normalise(value), prefix }))
}

/** Whether a segment can hold anything that is looked for, from its summary. */
export function mayHold(segment: Segment, { fromMs, toMs, levels }: PreparedQuery): boolean {
  if (segment.newestMs < fromMs || segment.oldestMs > toMs) return false
  return levels === null || segment.linesByLevel.some((lines, level) => lines > 0 && levels.has(level))
}

/** The lines of a segment that the index finds; where a query must be read, some of them may be none. */
export function candidateLines(segment: Segment, query: PreparedQuery): DocumentSet {
  const found = DocumentSet.all(segment.lines)
  for (const lookup of query.fields) {
    const lines = new DocumentSet(segment.lines)
    segment.collect(lookup, lines)
    found.intersect(lines)
  }
  for (const term of query.wanted) {
    if (found.isEmpty) return found
    found.intersect(linesWith(segment, term))
  }
  for (const term of query.unwanted) if (term.exact) found.subtract(linesWith(segment, term))
  restrictByColumns(segment, query, found)
  return found
}

/** A word may also be the beginning of an id. */
function linesWith(segment: Segment, term: SearchTerm): DocumentSet {
  const found = candidatesOf(segment, term, segment.lines)
  for (const field of [fieldTokens.correlationId, fieldTokens.userId]) {
    segment.collect({ token: field + term.text, prefix: true }, found)
  }
  return found
}

function restrictByColumns(segment: Segment, { fromMs, toMs, levels }: PreparedQuery, found: DocumentSet): void {
  const isInside = segment.oldestMs >= fromMs && segment.newestMs <= toMs
  const areAllWanted = levels === null || segment.linesByLevel.every((lines, level) => lines === 0 || levels.has(level))
  if ((isInside && areAllWanted) || found.isEmpty) return
  const { times, levels: levelOf } = segment.columns()
  for (const line of found.toArray()) {
    const at = segment.baseMs + (times[line] ?? 0)
    if (at < fromMs || at > toMs || levels?.has(levelOf[line] ?? 0) === false) found.delete(line)
  }
}

/** Whether the text of a line, normalised, holds what is wanted and nothing else. */
export function textMatches(normalised: string, { wanted, unwanted }: PreparedQuery): boolean {
  return wanted.every((term) => holdsTerm(normalised, term)) && !unwanted.some((term) => holdsTerm(normalised, term))
}
