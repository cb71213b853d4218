import type { Span } from '../ast.ts'
import { experimental } from '../signatures.ts'
import { parseDuration } from './duration.ts'
import type { Token } from './lexer.ts'
import type { TokenReader } from './token-reader.ts'

const largestMs = 1e15

/** The value of a number or duration token, in seconds where it is a duration. */
export function numberOf(reader: TokenReader, token: Token): number {
  if (token.kind === 'duration') return durationOf(reader, token) / 1000
  return Number(token.text.replaceAll('_', ''))
}

function durationOf(reader: TokenReader, token: Token): number {
  const milliseconds = parseDuration(token.text)
  if (milliseconds === undefined) throw reader.error(token, `not a valid duration string: "${token.text}"`)
  return milliseconds
}

/** A range or a step in brackets: greater than nothing. Answers milliseconds. */
export function readPositiveDuration(reader: TokenReader): number {
  const from = reader.peek().from
  const milliseconds = readSum(reader)
  const span = { from, to: reader.lastEnd }
  if (!(milliseconds > 0)) throw reader.error(span, 'duration must be greater than 0')
  return inBounds(reader, span, milliseconds)
}

/** What follows `offset`: it may be negative; sums stand in parentheses. */
export function readOffset(reader: TokenReader): number {
  const from = reader.peek().from
  const isNegative = reader.skipSymbol('-')
  if (!isNegative) reader.skipSymbol('+')
  const milliseconds = readPrimary(reader)
  return inBounds(reader, { from, to: reader.lastEnd }, isNegative ? -milliseconds : milliseconds)
}

function inBounds(reader: TokenReader, span: Span, milliseconds: number): number {
  if (!(Math.abs(milliseconds) <= largestMs)) throw reader.error(span, 'duration out of range')
  return Math.round(milliseconds)
}

function readSum(reader: TokenReader): number {
  let value = readProduct(reader)
  for (;;) {
    if (reader.skipSymbol('+')) value += readProduct(reader)
    else if (reader.skipSymbol('-')) value -= readProduct(reader)
    else return value
  }
}

/** Sides of a product are durations in seconds, as everywhere in the language. */
function readProduct(reader: TokenReader): number {
  let value = readUnary(reader)
  for (;;) {
    const operator = reader.peek()
    if (reader.skipSymbol('*')) value = (value * readUnary(reader)) / 1000
    else if (reader.skipSymbol('/')) value = (value / notZero(reader, operator, readUnary(reader))) * 1000
    else if (reader.skipSymbol('%')) value %= notZero(reader, operator, readUnary(reader))
    else return value
  }
}

function notZero(reader: TokenReader, operator: Token, value: number): number {
  if (value === 0) throw reader.error(operator, operator.text === '/' ? 'division by zero' : 'modulo by zero')
  return value
}

function readUnary(reader: TokenReader): number {
  if (reader.skipSymbol('-')) return -readUnary(reader)
  if (reader.skipSymbol('+')) return readUnary(reader)
  const base = readPrimary(reader)
  return reader.skipSymbol('^') ? (base / 1000) ** (readUnary(reader) / 1000) * 1000 : base
}

function readPrimary(reader: TokenReader): number {
  const token = reader.peek()
  if (token.kind === 'duration') return durationOf(reader, reader.next())
  if (token.kind === 'number') return numberOf(reader, reader.next()) * 1000
  if (reader.skipSymbol('(')) {
    const value = readSum(reader)
    reader.expectSymbol(')', 'duration expression')
    return value
  }
  if (token.kind === 'word' && experimental.has(token.text)) {
    throw reader.error(token, `function "${token.text}" is experimental in Prometheus and not available`)
  }
  throw reader.unexpected('subquery or range', 'number or duration')
}
