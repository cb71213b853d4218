import type { AtModifier, Expression, MatrixSelector, Subquery, VectorSelector } from '../ast.ts'
import { numberOf, readOffset, readPositiveDuration } from './durations.ts'
import type { TokenReader } from './token-reader.ts'

type Modifiable = VectorSelector | MatrixSelector | Subquery

/** Ranges, subqueries, `offset` and `@` behind an expression. */
export function readModifiers(reader: TokenReader, expression: Expression): Expression {
  let current = expression
  for (;;) {
    if (reader.isSymbol('[')) current = readBrackets(reader, current)
    else if (reader.isKeyword('offset')) current = readOffsetModifier(reader, current)
    else if (reader.isSymbol('@')) current = readAtModifier(reader, current)
    else break
  }
  for (const modifier of ['anchored', 'smoothed']) {
    if (reader.isKeyword(modifier)) throw experimentalError(reader, `modifier "${modifier}"`)
  }
  return current
}

/** What Prometheus itself offers behind a flag only. */
export function experimentalError(reader: TokenReader, what: string): Error {
  return reader.error(reader.peek(), `${what} is experimental in Prometheus and not available`)
}

function readBrackets(reader: TokenReader, expression: Expression): Expression {
  reader.next()
  const rangeMs = readPositiveDuration(reader)
  const isSubquery = reader.skipSymbol(':')
  const stepMs = isSubquery && !reader.isSymbol(']') ? readPositiveDuration(reader) : undefined
  const { to } = reader.expectSymbol(']', isSubquery ? 'subquery' : 'matrix selector')
  const span = { from: expression.span.from, to }
  if (isSubquery) return { kind: 'subquery', span, expression, rangeMs, stepMs, offsetMs: 0, at: undefined }
  if (expression.kind !== 'selector') throw reader.error(span, 'ranges only allowed for vector selectors')
  if (expression.offsetMs !== 0) throw reader.error(span, 'no offset modifiers allowed before range')
  if (expression.at !== undefined) throw reader.error(span, 'no @ modifiers allowed before range')
  return { kind: 'range', span, selector: expression, rangeMs }
}

function readOffsetModifier(reader: TokenReader, expression: Expression): Expression {
  reader.next()
  const offsetMs = readOffset(reader)
  const preceded = 'an instant vector selector or range vector selector or a subquery'
  if (!isModifiable(expression)) {
    throw reader.error(expression.span, `offset modifier must be preceded by ${preceded}`)
  }
  if (modified(expression).offsetMs !== 0) throw reader.error(expression.span, 'offset may not be set multiple times')
  return change(expression, { offsetMs }, reader.lastEnd)
}

function readAtModifier(reader: TokenReader, expression: Expression): Expression {
  reader.next()
  const at = readMoment(reader)
  const preceded = 'an instant vector selector or range vector selector or a subquery'
  if (!isModifiable(expression)) throw reader.error(expression.span, `@ modifier must be preceded by ${preceded}`)
  if (modified(expression).at !== undefined) {
    throw reader.error(expression.span, '@ <timestamp> may not be set multiple times')
  }
  return change(expression, { at }, reader.lastEnd)
}

function readMoment(reader: TokenReader): AtModifier {
  for (const end of ['start', 'end'] as const) {
    if (!reader.isKeyword(end) || !reader.isSymbol('(', 1)) continue
    reader.next()
    reader.next()
    reader.expectSymbol(')', '@ modifier')
    return end
  }
  const from = reader.peek().from
  const isNegative = reader.skipSymbol('-')
  if (!isNegative) reader.skipSymbol('+')
  const token = reader.peek()
  if (token.kind !== 'number' && token.kind !== 'duration') {
    const span = { from, to: token.to }
    const isSpecial = reader.isKeyword('inf') || reader.isKeyword('nan')
    if (isSpecial) throw reader.error(span, `timestamp out of bounds for @ modifier: ${token.text}`)
    throw reader.unexpected('@', 'timestamp')
  }
  reader.next()
  const milliseconds = Math.round(numberOf(reader, token) * 1000)
  if (milliseconds > 9e18) {
    throw reader.error({ from, to: token.to }, `timestamp out of bounds for @ modifier: ${token.text}`)
  }
  return isNegative ? -milliseconds : milliseconds
}

function isModifiable(expression: Expression): expression is Modifiable {
  return expression.kind === 'selector' || expression.kind === 'range' || expression.kind === 'subquery'
}

function modified(expression: Modifiable): VectorSelector | Subquery {
  return expression.kind === 'range' ? expression.selector : expression
}

function change(expression: Modifiable, changes: { offsetMs?: number; at?: AtModifier }, to: number): Modifiable {
  const span = { from: expression.span.from, to }
  if (expression.kind === 'range') {
    return { ...expression, span, selector: { ...expression.selector, ...changes } }
  }
  return { ...expression, ...changes, span }
}
